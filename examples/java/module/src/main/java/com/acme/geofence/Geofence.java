package com.acme.geofence;

import io.github.cvinsync.InSyncModule;
import io.github.cvinsync.InSyncModuleProps;
import io.github.cvinsync.OutputOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** Notifies when a vehicle leaves its area. */
public class Geofence extends InSyncModule {
    public Geofence(final Construct scope, final String id) {
        super(scope, id, InSyncModuleProps.builder().description("Notifies when a vehicle leaves its area").version("1.0.0").build());
        Topic left = Topic.Builder.create(this, "Left").enforceSsl(true).build();
        Function watch = Function.Builder.create(this, "Watch")
                .runtime(Runtime.PYTHON_3_13)
                .handler("watch.handler")
                .code(Code.fromAsset("handler"))
                // Sorted: the order of Map.of differs from run to run, and so would the template.
                .environment(new TreeMap<>(Map.of("TOPIC_ARN", left.getTopicArn(), "TRIP_TABLE_NAME", consume("fleet", "TripTableName"))))
                .build();
        watch.addToRolePolicy(PolicyStatement.Builder.create()
                .actions(List.of("dynamodb:GetItem"))
                .resources(List.of(consume("fleet", "TripTableArn")))
                .build());
        left.grantPublish(watch);
        produce("TopicArn", left.getTopicArn(), OutputOptions.builder().description("Receives the vehicles that left their area").build());
        produce("FunctionName", watch.getFunctionName());
    }
}
