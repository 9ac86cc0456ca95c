package com.acme.geofence;

import software.amazon.awscdk.App;

/** A module of the Connected Vehicle Solution that notifies when a vehicle leaves its area. */
public final class GeofenceApp {
    private GeofenceApp() {
    }

    public static void main(final String[] args) {
        App app = new App();
        new Geofence(app, "geofence");
        app.synth();
    }
}
