import json

import pytest
from aws_cdk import App
from aws_cdk.assertions import Template

from app import Geofence
from handler.watch import distance_km, has_left

BERLIN = (52.52, 13.405)
POTSDAM = (52.39, 13.065)


def test_the_contract_says_what_the_module_reads_and_offers():
    template = Template.from_stack(Geofence(App(), "geofence"))

    contracts = template.find_resources("AWS::SSM::Parameter", {"Properties": {"Name": "/connected-vehicle/modules/geofence/contract"}})
    contract = json.loads(contracts["Contract"]["Properties"]["Value"])
    assert contract["consumes"] == ["fleet/TripTableArn", "fleet/TripTableName"]
    assert contract["produces"] == ["FunctionName", "TopicArn"]


def test_a_distance_is_that_of_the_globe():
    assert distance_km(BERLIN, POTSDAM) == pytest.approx(27.2, abs=0.5)


@pytest.mark.parametrize("radius_km, left", [(20, True), (30, False)])
def test_a_vehicle_has_left_when_it_is_farther_away_than_the_radius(radius_km, left):
    area = {"latitude": BERLIN[0], "longitude": BERLIN[1], "radius_km": radius_km}

    assert has_left(area, POTSDAM) is left
