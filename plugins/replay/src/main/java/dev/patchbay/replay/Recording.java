package dev.patchbay.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request to the real service and what it answered.
 *
 * @param request the request; its headers are not those that were sent
 * @param answer the answer
 */
public record Recording(ReceivedRequest request, Answer answer) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** What belongs to the connection that was recorded. */
    private static final Set<String> NOT_KEPT = Set.of("connection", "content-length", "content-encoding",
            "transfer-encoding", "date");
    private static final Pattern MOMENT = Pattern.compile(
            "\\{\\{(?:now|testStartDate)(?: offset='(-?\\d+) (\\w+)')?(?: timezone='GMT')? format='([^']*)'}}");

    /**
     * Reads the recordings of Octokit, {@code normalized-fixture.json}: all that went to {@code api.github.com}.
     *
     * @param beside the class beside which the file lies
     * @param name the file's name
     * @return the recordings in their order
     */
    public static List<Recording> octokit(Class<?> beside, String name) {
        List<Recording> recordings = new ArrayList<>();
        for (JsonNode entry : JSON.readTree(Answer.textOf(beside, name))) {
            if (entry.path("scope").asString("").equals("https://api.github.com:443")) {
                recordings.add(new Recording(
                        request(entry.path("method").asString("").toUpperCase(Locale.ROOT),
                                entry.path("path").asString("")),
                        answer(entry.path("status").asInt(), headers(entry.path("headers")),
                                text(entry.path("response")))));
            }
        }
        return List.copyOf(recordings);
    }

    /**
     * Reads a recording of hub4j, one mapping of WireMock with its body inside. Moments that it asks for are made from the
     * clock: {@code {{now offset='8 seconds' …}}}.
     *
     * @param beside the class beside which the file lies
     * @param name the file's name
     * @param now what now is
     * @return the recording
     */
    public static Recording hub4j(Class<?> beside, String name, Instant now) {
        JsonNode mapping = JSON.readTree(Answer.textOf(beside, name));
        JsonNode response = mapping.path("response");
        if (response.has("bodyFileName")) {
            throw new IllegalArgumentException(name + " has its body in another file, "
                    + response.path("bodyFileName").asString(""));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers(response.path("headers")).forEach((header, value) -> headers.put(header, moments(value, now)));
        return new Recording(
                request(mapping.path("request").path("method").asString(""),
                        mapping.path("request").path("url").asString("")),
                answer(response.path("status").asInt(), headers, moments(text(response.path("body")), now)));
    }

    /**
     * Takes another answer for the same request.
     *
     * @param other the answer
     * @return the recording with it
     */
    public Recording withAnswer(Answer other) {
        return new Recording(request, other);
    }

    private static ReceivedRequest request(String method, String url) {
        int mark = url.indexOf('?');
        return new ReceivedRequest(method, mark < 0 ? url : url.substring(0, mark),
                ReceivedRequest.parameters(mark < 0 ? "" : url.substring(mark + 1)), Map.of(), "");
    }

    private static Answer answer(int status, Map<String, String> headers, String body) {
        Answer answer = body.isEmpty() ? Answer.empty(status) : Answer.json(status, body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.header(canonical(header.getKey()), header.getValue());
        }
        return answer;
    }

    /** Content-Type as {@link Answer} writes it, so that there are not two. */
    private static String canonical(String name) {
        return name.equalsIgnoreCase("Content-Type") ? "Content-Type" : name;
    }

    private static Map<String, String> headers(JsonNode node) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> header : node.properties()) {
            if (!NOT_KEPT.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                JsonNode value = header.getValue();
                headers.put(header.getKey(), value.isArray() ? value.get(0).asString("") : value.asString(""));
            }
        }
        return headers;
    }

    private static String text(JsonNode body) {
        return body.isString() ? body.asString("") : body.isMissingNode() || body.isNull() ? "" : body.toString();
    }

    private static String moments(String text, Instant now) {
        return MOMENT.matcher(text).replaceAll(found -> {
            Matcher moment = (Matcher) found;
            Instant then = moment.group(1) == null ? now : now.plus(offset(moment.group(1), moment.group(2)));
            return Matcher.quoteReplacement(moment.group(3).equals("unix")
                    ? Long.toString(then.getEpochSecond())
                    : DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                            .format(then.atOffset(ZoneOffset.UTC)));
        });
    }

    private static Duration offset(String count, String unit) {
        return switch (unit) {
            case "seconds" -> Duration.ofSeconds(Long.parseLong(count));
            case "minutes" -> Duration.ofMinutes(Long.parseLong(count));
            case "hours" -> Duration.ofHours(Long.parseLong(count));
            default -> throw new IllegalArgumentException("Unknown unit of time: " + unit);
        };
    }
}
