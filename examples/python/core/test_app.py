import json
from pathlib import Path

import pytest
from aws_cdk import App
from aws_cdk.assertions import Template
from cv_insync import InSyncModule

from app import Fleet, Telemetry, define

CONNECTION = "arn:aws:codeconnections:us-east-1:123456789012:connection/0f6bd7f4-2f3c-4b0e-9d5a-1c8f4a7e2b90"


def test_the_core_lists_its_three_other_modules():
    app = App(analytics_reporting=False)

    core = define(app, CONNECTION)

    manifest = json.loads((Path(app.synth().directory) / "insync.core.json").read_text())
    assert [entry["name"] for entry in manifest["entries"]] == ["charging", "geofence", "weather"]
    assert core.pipeline_name == "core.connected-vehicle"


def test_telemetry_reads_what_fleet_produces():
    app = App()

    template = Template.from_stack(Telemetry(app, "telemetry"))

    template.has_parameter("FleetOutputTripTableName", {
        "Type": "AWS::SSM::Parameter::Value<String>", "Default": "/connected-vehicle/modules/fleet/outputs/TripTableName",
    })


def test_the_trips_outlive_their_stack():
    template = Template.from_stack(Fleet(App(), "fleet"))

    template.has_resource("AWS::DynamoDB::Table", {"UpdateReplacePolicy": "Retain"})


def test_a_mistake_is_told_in_the_words_of_the_library():
    with pytest.raises(RuntimeError, match='module "Fleet"'):
        InSyncModule(App(), "Fleet")
