package com.acme.vehicles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cvinsync.CoreInSync;
import io.github.cvinsync.InSyncModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;

class CoreAppTest {
    private static final String CONNECTION = "arn:aws:codeconnections:us-east-1:123456789012:connection/0f6bd7f4-2f3c-4b0e-9d5a-1c8f4a7e2b90";

    @Test
    void theCoreListsItsThreeOtherModules() throws IOException {
        App app = new App();
        CoreInSync core = CoreApp.define(app, CONNECTION);

        String manifest = Files.readString(Path.of(app.synth().getDirectory(), "insync.core.json"));
        assertEquals(List.of("charging", "geofence", "weather"), new ObjectMapper().readTree(manifest).get("entries").findValuesAsText("name"));
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
