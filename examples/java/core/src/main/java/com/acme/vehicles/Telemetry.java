package com.acme.vehicles;

import io.github.cvinsync.InSyncModule;
import io.github.cvinsync.InSyncModuleProps;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iot.CfnTopicRule;
import software.amazon.awscdk.services.iot.CfnTopicRule.ActionProperty;
import software.amazon.awscdk.services.iot.CfnTopicRule.DynamoDBv2ActionProperty;
import software.amazon.awscdk.services.iot.CfnTopicRule.PutItemInputProperty;
import software.amazon.awscdk.services.iot.CfnTopicRule.S3ActionProperty;
import software.amazon.awscdk.services.iot.CfnTopicRule.TopicRulePayloadProperty;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.constructs.Construct;

/** Stores the messages of vehicles: trips in the fleet's table, all others in a bucket. */
public class Telemetry extends InSyncModule {
    public Telemetry(final Construct scope, final String id) {
        super(scope, id, InSyncModuleProps.builder().description("What vehicles send").version("1.0.0").build());
        Bucket raw = Bucket.Builder.create(this, "Raw")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .build();
        Role role = Role.Builder.create(this, "RuleRole").assumedBy(new ServicePrincipal("iot.amazonaws.com")).build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("dynamodb:PutItem"))
                .resources(List.of(consume("fleet", "TripTableArn")))
                .build());
        raw.grantPut(role);
        rule("Trip", "trip", ActionProperty.builder().dynamoDBv2(DynamoDBv2ActionProperty.builder()
                .roleArn(role.getRoleArn())
                .putItem(PutItemInputProperty.builder().tableName(consume("fleet", "TripTableName")).build())
                .build()).build());
        rule("Signal", "telemetry", ActionProperty.builder().s3(S3ActionProperty.builder()
                .roleArn(role.getRoleArn())
                .bucketName(raw.getBucketName())
                .key("telemetry/${topic()}/${timestamp()}")
                .build()).build());
        produce("RawBucketName", raw.getBucketName());
    }

    private void rule(final String name, final String topic, final ActionProperty action) {
        CfnTopicRule.Builder.create(this, name)
                .ruleName(getStackName().replace('-', '_') + "_" + name)
                .topicRulePayload(TopicRulePayloadProperty.builder()
                        .awsIotSqlVersion("2016-03-23")
                        .sql("SELECT * FROM 'connectedcar/" + topic + "/#'")
                        .actions(List.of(action))
                        .build())
                .build();
    }
}
