package com.acme.vehicles;

import io.github.cvinsync.CoreInSync;
import io.github.cvinsync.Module;
import io.github.cvinsync.ModuleOptions;
import io.github.cvinsync.ModulePermission;
import io.github.cvinsync.RepositorySourceOptions;
import io.github.cvinsync.Source;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;

/** The core of a Connected Vehicle Solution: two core modules, and the pipelines of the solution. */
public final class CoreApp {
    private static final String PLACE_INDEX = "arn:aws:geo:us-east-1:123456789012:place-index/weather";

    /** A connection is for one host. */
    private static final String GITLAB = "arn:aws:codeconnections:us-east-1:123456789012:connection/5a1c7e90-64d2-4f0b-8b3e-27c1d9f0a6e4";
    private static final String BITBUCKET = "arn:aws:codeconnections:us-east-1:123456789012:connection/b83d2f16-0c57-4e9a-9f48-6d0e1a72c5b9";

    private CoreApp() {
    }

    public static void main(final String[] args) {
        App app = new App(AppProps.builder().analyticsReporting(false).build());
        define(app, (String) app.getNode().getContext("connectionArn"));
        app.synth();
    }

    /** Adds the constructs of the app. */
    static CoreInSync define(final App app, final String connectionArn) {
        return CoreInSync.Builder.create(new Stack(app, "connected-vehicle-core"), "InSync")
                .source(Source.gitHub("acme/connected-vehicle", RepositorySourceOptions.builder().connectionArn(connectionArn).build()))
                .core(List.of(new Fleet(app, "fleet"), new Telemetry(app, "telemetry")))
                .modules(List.of(
                        Module.of("geofence", Source.gitHub("acme/cv-geofence")),
                        Module.of("charging",
                                Source.gitLab("acme/vehicles/modules", RepositorySourceOptions.builder()
                                        .branch("release")
                                        .folder("charging")
                                        .connectionArn(GITLAB)
                                        .build()),
                                ModuleOptions.builder().parameters(Map.of("Currency", "EUR")).build()),
                        Module.of("weather", Source.bitbucket("acme/cv-weather", RepositorySourceOptions.builder()
                                .connectionArn(BITBUCKET)
                                .build()), ModuleOptions.builder()
                                .permissions(List.of(ModulePermission.builder()
                                        .actions(List.of("geo:SearchPlaceIndexForPosition"))
                                        .resources(List.of(PLACE_INDEX))
                                        .build()))
                                .approval(true)
                                .build())))
                .build();
    }
}
