package dev.patchbay.endpoint;

import dev.patchbay.endpoint.legacy.LegacyOptions;
import dev.patchbay.endpoint.list.ListOptions;
import dev.patchbay.endpoint.modern.ListenOptions;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.protocol.json.JsonLimits;

/**
 * What an administrator can set about the endpoint; the server fills it from the configuration.
 *
 * @param http where it listens, and limits of every request
 * @param json limits of every message
 * @param lists how lists are served
 * @param listens limits of listen streams
 * @param legacy limits of legacy sessions
 */
public record EndpointOptions(HttpOptions http, JsonLimits json, ListOptions lists, ListenOptions listens,
        LegacyOptions legacy) {
    /** What holds unless configured otherwise: loopback, any free port. */
    public static EndpointOptions defaults() {
        return new EndpointOptions(HttpOptions.defaults(), JsonLimits.DEFAULT, ListOptions.defaults(),
                ListenOptions.defaults(), LegacyOptions.defaults());
    }

    public EndpointOptions with(HttpOptions value) {
        return new EndpointOptions(value, json, lists, listens, legacy);
    }

    public EndpointOptions with(JsonLimits value) {
        return new EndpointOptions(http, value, lists, listens, legacy);
    }

    public EndpointOptions with(ListOptions value) {
        return new EndpointOptions(http, json, value, listens, legacy);
    }

    public EndpointOptions with(ListenOptions value) {
        return new EndpointOptions(http, json, lists, value, legacy);
    }

    public EndpointOptions with(LegacyOptions value) {
        return new EndpointOptions(http, json, lists, listens, value);
    }
}
