"""The core of a Connected Vehicle Solution: two core modules, and the pipelines of the solution."""
from aws_cdk import App, Stack, aws_dynamodb as dynamodb, aws_iam as iam, aws_iot as iot, aws_s3 as s3
from constructs import Construct
from cv_insync import CoreInSync, InSyncModule, Module, ModulePermission, Source

PLACE_INDEX = "arn:aws:geo:us-east-1:123456789012:place-index/weather"

# A connection is for one host.
GITLAB = "arn:aws:codeconnections:us-east-1:123456789012:connection/5a1c7e90-64d2-4f0b-8b3e-27c1d9f0a6e4"
BITBUCKET = "arn:aws:codeconnections:us-east-1:123456789012:connection/b83d2f16-0c57-4e9a-9f48-6d0e1a72c5b9"


class Fleet(InSyncModule):
    """Vehicles and their trips."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id, description="Vehicles and their trips", version="1.0.0")
        trips = dynamodb.Table(
            self, "Trips",
            partition_key=dynamodb.Attribute(name="vin", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="trip_id", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.AWS_MANAGED,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(point_in_time_recovery_enabled=True),
        )
        self.produce("TripTableName", trips.table_name, description="Trips, by vin and trip_id")
        self.produce("TripTableArn", trips.table_arn)


class Telemetry(InSyncModule):
    """Stores the messages of vehicles: trips in the fleet's table, all others in a bucket."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id, description="What vehicles send", version="1.0.0")
        raw = s3.Bucket(
            self, "Raw",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
        )
        role = iam.Role(self, "RuleRole", assumed_by=iam.ServicePrincipal("iot.amazonaws.com"))
        role.add_to_policy(iam.PolicyStatement(actions=["dynamodb:PutItem"], resources=[self.consume("fleet", "TripTableArn")]))
        raw.grant_put(role)
        trip_table = iot.CfnTopicRule.PutItemInputProperty(table_name=self.consume("fleet", "TripTableName"))
        self._rule("Trip", "trip", iot.CfnTopicRule.ActionProperty(
            dynamo_d_bv2=iot.CfnTopicRule.DynamoDBv2ActionProperty(role_arn=role.role_arn, put_item=trip_table),
        ))
        self._rule("Signal", "telemetry", iot.CfnTopicRule.ActionProperty(
            s3=iot.CfnTopicRule.S3ActionProperty(
                role_arn=role.role_arn, bucket_name=raw.bucket_name, key="telemetry/${topic()}/${timestamp()}",
            ),
        ))
        self.produce("RawBucketName", raw.bucket_name)

    def _rule(self, name: str, topic: str, action: iot.CfnTopicRule.ActionProperty) -> None:
        iot.CfnTopicRule(
            self, name,
            rule_name=f"{self.stack_name.replace('-', '_')}_{name}",
            topic_rule_payload=iot.CfnTopicRule.TopicRulePayloadProperty(
                aws_iot_sql_version="2016-03-23", sql=f"SELECT * FROM 'connectedcar/{topic}/#'", actions=[action],
            ),
        )


def define(app: App, connection_arn: str) -> CoreInSync:
    """Adds the constructs of the app."""
    return CoreInSync(
        Stack(app, "connected-vehicle-core"), "InSync",
        source=Source.git_hub("acme/connected-vehicle", connection_arn=connection_arn),
        core=[Fleet(app, "fleet"), Telemetry(app, "telemetry")],
        modules=[
            Module.of("geofence", Source.git_hub("acme/cv-geofence")),
            Module.of(
                "charging", Source.git_lab("acme/vehicles/modules", branch="release", folder="charging", connection_arn=GITLAB),
                parameters={"Currency": "EUR"},
            ),
            Module.of(
                "weather", Source.bitbucket("acme/cv-weather", connection_arn=BITBUCKET),
                permissions=[ModulePermission(actions=["geo:SearchPlaceIndexForPosition"], resources=[PLACE_INDEX])],
                approval=True,
            ),
        ],
    )


if __name__ == "__main__":
    core = App(analytics_reporting=False)
    define(core, core.node.get_context("connectionArn"))
    core.synth()
