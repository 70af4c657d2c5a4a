package dev.patchbay.replay;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.ApiOperation;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The vendor's own description of an interface, as the judge of requests and responses, with a list of what it gets wrong.
 * Threads: any.
 *
 * <p>Sources: see {@code NOTICE} beside the descriptions.
 */
public final class VendorApi {
    private static final String NO_PATH = "validation.request.path.missing";
    private static final String NO_OPERATION = "validation.request.operation.notAllowed";
    private static final Pattern GITHUB_CONTENTS = Pattern.compile("(/repos/[^/]+/[^/]+/contents/)(.+)");

    private static final Pattern REFUSED = Pattern.compile("\"ok\"\\s*:\\s*false");
    private static final int REFUSAL = 400;
    private static final JsonMapper DESCRIPTION = JsonMapper.builder().build();

    private final String origin;
    private final String basePath;
    private final String file;
    private final OpenApiInteractionValidator validator;
    private final List<Allowance> allowances;
    private final boolean isSlack;

    private VendorApi(String origin, String basePath, String file, List<Allowance> allowances, boolean isSlack) {
        this.origin = origin;
        this.basePath = basePath;
        this.file = file;
        this.allowances = allowances;
        this.isSlack = isSlack;
        String text = Answer.textOf(VendorApi.class, file);
        LevelResolver levels = LevelResolver.create()
                .withLevel("validation.request.parameter.query.unexpected", ValidationReport.Level.ERROR)
                .build();
        this.validator = OpenApiInteractionValidator
                .createForInlineApiSpecification(isSlack ? SlackDescription.readable(text) : text)
                .withLevelResolver(levels)
                .build();
    }

    /**
     * Returns GitHub's REST interface, 27 of its paths.
     *
     * @return the description
     */
    public static VendorApi github() {
        return GitHub.API;
    }

    /**
     * Returns Slack's Web API 1.7.0.
     *
     * @return the description
     */
    public static VendorApi slack() {
        return Slack.API;
    }

    /**
     * Answers as an example of the description does.
     *
     * @param method the method
     * @param path the path as the description writes it
     * @param status {@code 200}, or {@code default} for Slack's refusals, which have the status 200 too
     * @return the example
     * @throws IllegalArgumentException if the description has none
     */
    public Answer example(String method, String path, String status) {
        JsonNode example = DESCRIPTION.readTree(Answer.textOf(VendorApi.class, file))
                .path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(status)
                .path("examples")
                .path("application/json");
        if (example.isMissingNode()) {
            throw new IllegalArgumentException("There is no example for " + method + " " + path + ", " + status);
        }
        return Answer.json(example.toString());
    }

    /** Read once in a JVM, and only where it is used: it takes a second. */
    private static final class GitHub {
        static final VendorApi API = new VendorApi("https://api.github.com", "", "github-slice.json",
                KnownErrors.ofGitHub(), false);
    }

    /** Read once in a JVM, and only where it is used: it takes a second. */
    private static final class Slack {
        static final VendorApi API = new VendorApi("https://slack.com/api", "/api", "slack-san.json",
                KnownErrors.ofSlack(), true);
    }

    /** The address of the real service, which recordings name. */
    String origin() {
        return origin;
    }

    /** What stands before the paths of the description. */
    String basePath() {
        return basePath;
    }

    /** Tells what is wrong with a request; the path is the description's. */
    List<String> faults(ReceivedRequest request, String path) {
        SimpleRequest.Builder seen = new SimpleRequest.Builder(request.method(), basePath + withoutSlashes(path), true);
        request.query().forEach((name, values) -> seen.withQueryParam(name, values));
        request.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Accept")) { // GitHub's own media types are not in its description
                seen.withHeader(name, values);
            }
        });
        if (!request.body().isEmpty()) {
            seen.withBody(request.body());
        }
        List<String> faults = new ArrayList<>();
        if (isSlack) {
            slackToken(request, seen, faults);
        }
        faults.addAll(faults("request " + request, validator.validateRequest(seen.build())));
        return faults;
    }

    /**
     * The description of 2021 knows tokens as parameters; today they are headers. The validator gets it where it looks, and
     * a token where it may leak is a fault.
     */
    private static void slackToken(ReceivedRequest request, SimpleRequest.Builder seen, List<String> faults) {
        if (request.query("token").isPresent() || request.form("token").isPresent()) {
            faults.add("request " + request + ": the token belongs in the header Authorization");
        }
        request.header("Authorization").filter(value -> value.startsWith("Bearer xox")).ifPresent(value -> {
            seen.withQueryParam("token", value);
            seen.withHeader("token", value);
        });
    }

    /** Tells what is wrong with an answer; the path is the description's. */
    List<String> faults(ReceivedRequest request, String path, Answer answer) {
        SimpleResponse.Builder sent = SimpleResponse.Builder
                .status(isSlack && isRefusal(answer) ? REFUSAL : answer.status());
        answer.headers().forEach((name, value) -> sent.withHeader(name, value));
        if (!answer.body().isEmpty()) {
            sent.withBody(answer.body());
        }
        return faults("answer " + answer.status() + " to " + request, validator.validateResponse(
                basePath + withoutSlashes(path), Request.Method.valueOf(request.method()), sent.build()));
    }

    /** Slack refuses with status 200; its description has that as what is answered under every other status. */
    private static boolean isRefusal(Answer answer) {
        return answer.status() == 200 && REFUSED.matcher(answer.body()).find();
    }

    /** Tells whether the description has the operation at all. */
    boolean describes(ReceivedRequest request, String path) {
        return validator
                .validateRequest(
                        new SimpleRequest.Builder(request.method(), basePath + withoutSlashes(path), true).build())
                .getMessages()
                .stream()
                .map(ValidationReport.Message::getKey)
                .noneMatch(key -> key.equals(NO_PATH) || key.equals(NO_OPERATION));
    }

    private static String withoutSlashes(String path) {
        Matcher contents = GITHUB_CONTENTS.matcher(path);
        return contents.matches() ? contents.group(1) + contents.group(2).replace("/", "%2F") : path;
    }

    private List<String> faults(String what, ValidationReport report) {
        return report.getMessages()
                .stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .filter(message -> !isAllowed(message))
                .map(message -> what + ": " + message.getKey() + ": " + text(message))
                .toList();
    }

    private boolean isAllowed(ValidationReport.Message message) {
        String operation = message.getContext()
                .flatMap(ValidationReport.MessageContext::getApiOperation)
                .map(VendorApi::name)
                .orElse("");
        List<ValidationReport.Message> nested = message.getNestedMessages();
        return allowances.stream().anyMatch(each -> each.covers(operation, message.getKey(), text(message)))
                || (!nested.isEmpty() && nested.stream().allMatch(this::isAllowed));
    }

    private static String name(ApiOperation operation) {
        return operation.getMethod() + " " + operation.getApiPath().original();
    }

    private static String text(ValidationReport.Message message) {
        Optional<String> where = message.getContext()
                .flatMap(ValidationReport.MessageContext::getPointers)
                .map(pointers -> " at " + pointers.getInstance());
        return message.getMessage() + where.orElse("");
    }
}
