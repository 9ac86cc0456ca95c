package main

import (
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/jsii-runtime-go"
)

func TestTheContractSaysWhatTheModuleReadsAndOffers(t *testing.T) {
	geofence := NewGeofence(awscdk.NewApp(nil), "geofence")

	assertions.Template_FromStack(geofence, nil).HasResourceProperties(jsii.String("AWS::SSM::Parameter"), map[string]any{
		"Name": "/connected-vehicle/modules/geofence/contract",
		"Value": assertions.Match_SerializedJson(assertions.Match_ObjectLike(&map[string]any{
			"consumes": []string{"fleet/TripTableArn", "fleet/TripTableName"},
			"produces": []string{"FunctionName", "TopicArn"},
		})),
	})
	if name := *geofence.StackName(); name != "connected-vehicle-geofence" {
		t.Errorf("found the stack name %s", name)
	}
}
