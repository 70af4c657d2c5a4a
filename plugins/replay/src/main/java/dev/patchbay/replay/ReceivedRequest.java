package dev.patchbay.replay;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as it came.
 *
 * @param method the method
 * @param path the path as sent, percent signs included
 * @param query the parameters of the query, decoded
 * @param headers the headers, names in any case
 * @param body the body, empty if there was none
 */
public record ReceivedRequest(String method, String path, Map<String, List<String>> query,
        Map<String, List<String>> headers, String body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Returns a parameter of the query.
     *
     * @param name its name
     * @return its first value
     */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    /**
     * Returns a header.
     *
     * @param name its name, in any case
     * @return its first value
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).filter(values -> !values.isEmpty()).map(List::getFirst);
    }

    /**
     * Returns a field of a body that is a form.
     *
     * @param name its name
     * @return its first value
     */
    public Optional<String> form(String name) {
        return Optional.ofNullable(parameters(body).get(name)).map(List::getFirst);
    }

    /**
     * Reads the body as JSON.
     *
     * @return the value
     */
    public JsonNode json() {
        return JSON.readTree(body);
    }

    static Map<String, List<String>> parameters(String encoded) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.computeIfAbsent(decoded(name), key -> new ArrayList<>()).add(decoded(value));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : " " + query);
    }
}
