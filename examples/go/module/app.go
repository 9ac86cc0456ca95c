// Command module is a module of the Connected Vehicle Solution that notifies when a vehicle leaves its area.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cv-insync/cv-insync-go/cvinsync"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	NewGeofence(app, "geofence")
	app.Synth(nil)
}

// NewGeofence creates the module that notifies when a vehicle leaves its area.
func NewGeofence(scope constructs.Construct, id string) cvinsync.InSyncModule {
	geofence := cvinsync.NewInSyncModule(scope, &id, &cvinsync.InSyncModuleProps{
		Description: jsii.String("Notifies when a vehicle leaves its area"),
		Version:     jsii.String("1.0.0"),
	})
	left := awssns.NewTopic(geofence, jsii.String("Left"), &awssns.TopicProps{EnforceSSL: jsii.Bool(true)})
	watch := awslambda.NewFunction(geofence, jsii.String("Watch"), &awslambda.FunctionProps{
		Runtime: awslambda.Runtime_PYTHON_3_13(),
		Handler: jsii.String("watch.handler"),
		Code:    awslambda.Code_FromAsset(jsii.String("handler"), nil),
		Environment: &map[string]*string{
			"TOPIC_ARN":       left.TopicArn(),
			"TRIP_TABLE_NAME": geofence.Consume(jsii.String("fleet"), jsii.String("TripTableName")),
		},
	})
	watch.AddToRolePolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Actions:   jsii.Strings("dynamodb:GetItem"),
		Resources: &[]*string{geofence.Consume(jsii.String("fleet"), jsii.String("TripTableArn"))},
	}))
	left.GrantPublish(watch)
	geofence.Produce(jsii.String("TopicArn"), left.TopicArn(), &cvinsync.OutputOptions{
		Description: jsii.String("Receives the vehicles that left their area"),
	})
	geofence.Produce(jsii.String("FunctionName"), watch.FunctionName(), nil)
	return geofence
}
