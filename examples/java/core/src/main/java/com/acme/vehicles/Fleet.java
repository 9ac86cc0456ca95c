package com.acme.vehicles;

import io.github.cvinsync.InSyncModule;
import io.github.cvinsync.InSyncModuleProps;
import io.github.cvinsync.OutputOptions;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.constructs.Construct;

/** Vehicles and their trips. */
public class Fleet extends InSyncModule {
    public Fleet(final Construct scope, final String id) {
        super(scope, id, InSyncModuleProps.builder().description("Vehicles and their trips").version("1.0.0").build());
        Table trips = Table.Builder.create(this, "Trips")
                .partitionKey(Attribute.builder().name("vin").type(AttributeType.STRING).build())
                .sortKey(Attribute.builder().name("trip_id").type(AttributeType.STRING).build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .encryption(TableEncryption.AWS_MANAGED)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
                .build();
        produce("TripTableName", trips.getTableName(), OutputOptions.builder().description("Trips, by vin and trip_id").build());
        produce("TripTableArn", trips.getTableArn());
    }
}
