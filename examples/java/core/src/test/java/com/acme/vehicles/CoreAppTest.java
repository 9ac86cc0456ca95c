package com.acme.vehicles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cvinsync.CoreInSync;
import io.github.cvinsync.InSyncModule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

class CoreAppTest {
    private static final String CONNECTION = "arn:aws:codeconnections:us-east-1:123456789012:connection/0f6bd7f4-2f3c-4b0e-9d5a-1c8f4a7e2b90";

    @Test
    void theCoreListsItsThreeOtherModules() {
        CoreInSync core = CoreApp.define(new App(), CONNECTION);

        Template template = Template.fromStack(Stack.of(core));
        List<String> listed = template.findResources("AWS::SSM::Parameter").values().stream()
                .map(parameter -> ((Map<?, ?>) parameter.get("Properties")).get("Name").toString())
                .filter(name -> name.contains("/directory/"))
                .sorted()
                .toList();
        assertEquals(List.of(
                "/connected-vehicle/directory/core/charging",
                "/connected-vehicle/directory/core/geofence",
                "/connected-vehicle/directory/core/weather"), listed);
        assertEquals("core.connected-vehicle", core.getPipelineName());
    }

    @Test
    void telemetryReadsWhatFleetProduces() {
        Template template = Template.fromStack(new Telemetry(new App(), "telemetry"));

        template.hasParameter("FleetOutputTripTableName", Map.of(
                "Type", "AWS::SSM::Parameter::Value<String>", "Default", "/connected-vehicle/modules/fleet/outputs/TripTableName"));
    }

    @Test
    void theTripsOutliveTheirStack() {
        Template template = Template.fromStack(new Fleet(new App(), "fleet"));

        template.hasResource("AWS::DynamoDB::Table", Map.of("UpdateReplacePolicy", "Retain"));
    }

    @Test
    void aMistakeIsToldInTheWordsOfTheLibrary() {
        Exception mistake = assertThrows(RuntimeException.class, () -> new InSyncModule(new App(), "Fleet"));

        assertTrue(mistake.getMessage().contains("module \"Fleet\""), mistake.getMessage());
    }
}
