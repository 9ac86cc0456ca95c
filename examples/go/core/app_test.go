package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/jsii-runtime-go"
	"github.com/cv-insync/cv-insync-go/cvinsync"
)

const connection = "arn:aws:codeconnections:us-east-1:123456789012:connection/0f6bd7f4-2f3c-4b0e-9d5a-1c8f4a7e2b90"

func TestTheCoreListsItsThreeOtherModules(t *testing.T) {
	app := awscdk.NewApp(nil)
	define(app, connection)

	text, err := os.ReadFile(filepath.Join(*app.Synth(nil).Directory(), "insync.core.json"))
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct{ Entries []struct{ Name string } }
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, entry := range manifest.Entries {
		listed = append(listed, entry.Name)
	}
	expected := []string{"charging", "geofence", "weather"}
	if !reflect.DeepEqual(listed, expected) {
		t.Errorf("found %v, expected %v", listed, expected)
	}
}

func TestTelemetryReadsWhatFleetProduces(t *testing.T) {
	template := assertions.Template_FromStack(NewTelemetry(awscdk.NewApp(nil), "telemetry"), nil)

	template.HasParameter(jsii.String("FleetOutputTripTableName"), map[string]any{
		"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/connected-vehicle/modules/fleet/outputs/TripTableName",
	})
}

func TestTheTripsOutliveTheirStack(t *testing.T) {
	template := assertions.Template_FromStack(NewFleet(awscdk.NewApp(nil), "fleet"), nil)

	template.HasResource(jsii.String("AWS::DynamoDB::Table"), map[string]any{"UpdateReplacePolicy": "Retain"})
}

func TestAMistakeIsToldInTheWordsOfTheLibrary(t *testing.T) {
	defer func() {
		if mistake, _ := recover().(error); mistake == nil || !strings.Contains(mistake.Error(), `module "Fleet"`) {
			t.Errorf("found %v, expected an error that names the module", mistake)
		}
	}()

	cvinsync.NewInSyncModule(awscdk.NewApp(nil), jsii.String("Fleet"), nil)
}
