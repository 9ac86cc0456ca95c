package com.acme.geofence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class GeofenceTest {
    private final Geofence geofence = new Geofence(new App(), "geofence");
    private final Template template = Template.fromStack(geofence);

    @Test
    void theContractSaysWhatTheModuleReadsAndOffers() {
        template.hasResourceProperties("AWS::SSM::Parameter", Map.of(
                "Name", "/connected-vehicle/modules/geofence/contract",
                "Value", Match.serializedJson(Match.objectLike(Map.of(
                        "consumes", List.of("fleet/TripTableArn", "fleet/TripTableName"),
                        "produces", List.of("FunctionName", "TopicArn"))))));
    }

    @Test
    void theStackIsNamedAfterTheSolutionAndTheModule() {
        assertEquals("connected-vehicle-geofence", geofence.getStackName());
    }
}
