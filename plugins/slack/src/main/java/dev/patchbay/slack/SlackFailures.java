package dev.patchbay.slack;

import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.Failures;
import dev.patchbay.connector.JsonValue;
import dev.patchbay.connector.RestResponse;
import java.util.Optional;

/**
 * What Slack's refusals mean: it answers 200 with {@code {"ok": false, "error": "channel_not_found"}}. Source: the list of
 * errors of each method at https://docs.slack.dev/reference/methods.
 */
final class SlackFailures {
    private SlackFailures() {}

    static Optional<ToolException> of(RestResponse response) {
        if (!response.isSuccess()) {
            return Optional.empty();
        }
        JsonValue json = response.json();
        if (json.at("ok").isTrue()) {
            return Optional.empty();
        }
        return Optional.of(of(response, json));
    }

    private static ToolException of(RestResponse response, JsonValue json) {
        String error = json.at("error").text().orElse("");
        return switch (error) {
            case "" ->
                    failure(response, "upstream_error", error, "This is no answer of Slack's Web API; check the address"
                            + " in the configuration.");
            case "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired",
                    "no_auth" -> failure(
                            response, "unauthorized", error,
                            "The token is missing, wrong or revoked: an administrator has to set"
                                    + " the secret anew.");
            case "missing_scope" -> failure(response, "forbidden", error, "The app needs the scope "
                    + json.at("needed").text().map(response::clean).orElse("that the method asks for")
                    + json.at("provided").text().map(has -> " and has " + response.clean(has)).orElse("")
                    + ": an administrator adds it and installs the app again.");
            case "not_allowed_token_type" -> failure(response, "forbidden", error, "This needs a token of another type,"
                    + " such as one of a user (xoxp-).");
            case "not_in_channel" ->
                    failure(response, "forbidden", error, "The app is not in this channel: somebody in it"
                            + " writes /invite and the app's name.");
            case "no_permission", "restricted_action", "restricted_action_read_only_channel", "access_denied",
                    "ekm_access_denied", "team_access_not_granted", "org_login_required", "user_is_restricted",
                    "restricted_action_thread_only_channel", "enterprise_is_restricted" ->
                    failure(response, "forbidden",
                            error, "The workspace does not let the app do this.");
            case "channel_not_found" ->
                    failure(response, "not_found", error, "Call list_channels for the channels there"
                            + " are; a private one exists only for its members.");
            case "user_not_found", "users_not_found", "user_not_visible" -> failure(response, "not_found", error,
                    "Call find_user with a part of the name.");
            case "thread_not_found", "message_not_found" ->
                    failure(response, "not_found", error, "Check the channel and"
                            + " the ts; the message may have been deleted.");
            case "is_archived", "channel_is_archived" ->
                    failure(response, "conflict", error, "The channel is archived.");
            case "ratelimited", "rate_limited" -> Failures.rateLimited(response, response.retryAfter());
            case "fatal_error", "internal_error", "service_unavailable" -> response.isOfRead()
                    ? failure(response, "upstream_error", error, "Try again later.").retryable()
                    : failure(response, "upstream_error", error,
                            "It is not known whether it was done: look before you try again.");
            case "request_timeout", "team_added_to_org" ->
                    failure(response, "upstream_error", error, "Try again later.").retryable();
            case "msg_too_long" -> failure(response, "invalid_argument", error, "Write a shorter text.");
            default -> failure(response,
                    error.startsWith("invalid_") || error.startsWith("no_") || error.startsWith("bad_")
                            ? "invalid_argument"
                            : "refused", // Slack works: it answers
                    error, "See the method's page in Slack's documentation.");
        };
    }

    private static ToolException failure(RestResponse response, String code, String error, String hint) {
        return Failures.of(response, code, error, hint);
    }
}
