package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cv-insync/cv-insync-go/cvinsync"
)

// NewFleet creates the module that stores vehicles and their trips.
func NewFleet(scope constructs.Construct, id string) cvinsync.InSyncModule {
	fleet := cvinsync.NewInSyncModule(scope, &id, &cvinsync.InSyncModuleProps{
		Description: jsii.String("Vehicles and their trips"),
		Version:     jsii.String("1.0.0"),
	})
	trips := awsdynamodb.NewTable(fleet, jsii.String("Trips"), &awsdynamodb.TableProps{
		PartitionKey:                     &awsdynamodb.Attribute{Name: jsii.String("vin"), Type: awsdynamodb.AttributeType_STRING},
		SortKey:                          &awsdynamodb.Attribute{Name: jsii.String("trip_id"), Type: awsdynamodb.AttributeType_STRING},
		BillingMode:                      awsdynamodb.BillingMode_PAY_PER_REQUEST,
		Encryption:                       awsdynamodb.TableEncryption_AWS_MANAGED,
		PointInTimeRecoverySpecification: &awsdynamodb.PointInTimeRecoverySpecification{PointInTimeRecoveryEnabled: jsii.Bool(true)},
	})
	fleet.Produce(jsii.String("TripTableName"), trips.TableName(), &cvinsync.OutputOptions{Description: jsii.String("Trips, by vin and trip_id")})
	fleet.Produce(jsii.String("TripTableArn"), trips.TableArn(), nil)
	return fleet
}
