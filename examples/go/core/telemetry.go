package main

import (
	"fmt"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiot"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cv-insync/cv-insync-go/cvinsync"
)

// NewTelemetry creates the module that stores the messages of vehicles: trips in the fleet's table, all others in a bucket.
func NewTelemetry(scope constructs.Construct, id string) cvinsync.InSyncModule {
	telemetry := cvinsync.NewInSyncModule(scope, &id, &cvinsync.InSyncModuleProps{
		Description: jsii.String("What vehicles send"),
		Version:     jsii.String("1.0.0"),
	})
	raw := awss3.NewBucket(telemetry, jsii.String("Raw"), &awss3.BucketProps{
		BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(),
		Encryption:        awss3.BucketEncryption_S3_MANAGED,
		EnforceSSL:        jsii.Bool(true),
	})
	role := awsiam.NewRole(telemetry, jsii.String("RuleRole"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("iot.amazonaws.com"), nil),
	})
	role.AddToPolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Actions:   jsii.Strings("dynamodb:PutItem"),
		Resources: &[]*string{telemetry.Consume(jsii.String("fleet"), jsii.String("TripTableArn"))},
	}))
	raw.GrantPut(role, nil)
	newRule(telemetry, "Trip", "trip", &awsiot.CfnTopicRule_ActionProperty{
		DynamoDBv2: &awsiot.CfnTopicRule_DynamoDBv2ActionProperty{
			RoleArn: role.RoleArn(),
			PutItem: &awsiot.CfnTopicRule_PutItemInputProperty{TableName: telemetry.Consume(jsii.String("fleet"), jsii.String("TripTableName"))},
		},
	})
	newRule(telemetry, "Signal", "telemetry", &awsiot.CfnTopicRule_ActionProperty{
		S3: &awsiot.CfnTopicRule_S3ActionProperty{
			RoleArn:    role.RoleArn(),
			BucketName: raw.BucketName(),
			Key:        jsii.String("telemetry/${topic()}/${timestamp()}"),
		},
	})
	telemetry.Produce(jsii.String("RawBucketName"), raw.BucketName(), nil)
	return telemetry
}

func newRule(module cvinsync.InSyncModule, name, topic string, action *awsiot.CfnTopicRule_ActionProperty) {
	awsiot.NewCfnTopicRule(module, &name, &awsiot.CfnTopicRuleProps{
		RuleName: jsii.String(strings.ReplaceAll(*module.StackName(), "-", "_") + "_" + name),
		TopicRulePayload: &awsiot.CfnTopicRule_TopicRulePayloadProperty{
			AwsIotSqlVersion: jsii.String("2016-03-23"),
			Sql:              jsii.String(fmt.Sprintf("SELECT * FROM 'connectedcar/%s/#'", topic)),
			Actions:          []any{action},
		},
	})
}
