// Command core is the core of a Connected Vehicle Solution: two core modules, and the pipelines of the solution.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cv-insync/cv-insync-go/cvinsync"
)

const placeIndex = "arn:aws:geo:us-east-1:123456789012:place-index/weather"

// A connection is for one host.
const (
	gitLab    = "arn:aws:codeconnections:us-east-1:123456789012:connection/5a1c7e90-64d2-4f0b-8b3e-27c1d9f0a6e4"
	bitbucket = "arn:aws:codeconnections:us-east-1:123456789012:connection/b83d2f16-0c57-4e9a-9f48-6d0e1a72c5b9"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(&awscdk.AppProps{AnalyticsReporting: jsii.Bool(false)})
	define(app, app.Node().GetContext(jsii.String("connectionArn")).(string))
	app.Synth(nil)
}

// define adds the constructs of the app.
func define(app constructs.Construct, connectionArn string) cvinsync.CoreInSync {
	core := awscdk.NewStack(app, jsii.String("connected-vehicle-core"), nil)
	return cvinsync.NewCoreInSync(core, jsii.String("InSync"), &cvinsync.CoreInSyncProps{
		Source: cvinsync.Source_GitHub(jsii.String("acme/connected-vehicle"), &cvinsync.RepositorySourceOptions{
			ConnectionArn: &connectionArn,
		}),
		Core: &[]cvinsync.InSyncModule{NewFleet(app, "fleet"), NewTelemetry(app, "telemetry")},
		Modules: &[]cvinsync.Module{
			cvinsync.Module_Of(jsii.String("geofence"), cvinsync.Source_GitHub(jsii.String("acme/cv-geofence"), nil), nil),
			cvinsync.Module_Of(jsii.String("charging"),
				cvinsync.Source_GitLab(jsii.String("acme/vehicles/modules"), &cvinsync.RepositorySourceOptions{
					Branch:        jsii.String("release"),
					Folder:        jsii.String("charging"),
					ConnectionArn: jsii.String(gitLab),
				}),
				&cvinsync.ModuleOptions{Parameters: &map[string]*string{"Currency": jsii.String("EUR")}}),
			cvinsync.Module_Of(jsii.String("weather"),
				cvinsync.Source_Bitbucket(jsii.String("acme/cv-weather"), &cvinsync.RepositorySourceOptions{ConnectionArn: jsii.String(bitbucket)}),
				&cvinsync.ModuleOptions{
					Permissions: &[]*cvinsync.ModulePermission{{
						Actions:   jsii.Strings("geo:SearchPlaceIndexForPosition"),
						Resources: jsii.Strings(placeIndex),
					}},
					Approval: jsii.Bool(true),
				}),
		},
	})
}
