"""A module of the Connected Vehicle Solution that notifies when a vehicle leaves its area."""
from aws_cdk import App, aws_iam as iam, aws_lambda as lambda_, aws_sns as sns
from constructs import Construct
from cv_insync import InSyncModule


class Geofence(InSyncModule):
    """Notifies when a vehicle leaves its area."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id, description="Notifies when a vehicle leaves its area", version="1.0.0")
        left = sns.Topic(self, "Left", enforce_ssl=True)
        watch = lambda_.Function(
            self, "Watch",
            runtime=lambda_.Runtime.PYTHON_3_13,
            handler="watch.handler",
            code=lambda_.Code.from_asset("handler"),
            environment={"TOPIC_ARN": left.topic_arn, "TRIP_TABLE_NAME": self.consume("fleet", "TripTableName")},
        )
        watch.add_to_role_policy(iam.PolicyStatement(actions=["dynamodb:GetItem"], resources=[self.consume("fleet", "TripTableArn")]))
        left.grant_publish(watch)
        self.produce("TopicArn", left.topic_arn, description="Receives the vehicles that left their area")
        self.produce("FunctionName", watch.function_name)


if __name__ == "__main__":
    app = App()
    Geofence(app, "geofence")
    app.synth()
