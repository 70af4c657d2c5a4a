package dev.patchbay.slack;

import dev.patchbay.api.PluginContext;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.config.Secret;
import dev.patchbay.connector.JsonValue;
import dev.patchbay.connector.RestClient;
import dev.patchbay.connector.RestRequest;
import dev.patchbay.connector.RestResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Slack's Web API with one token, within its limits. Threads: any. */
final class SlackApi {
    private static final Duration WITHOUT_A_WORD = Duration.ofSeconds(30);

    private final RestClient client;
    private final SlackLimits limits;

    /**
     * Creates it; nothing is sent and no secret is read.
     *
     * @param observer sees the token and the answer of each request
     */
    SlackApi(PluginContext context, String url, String secret, SlackLimits limits, Consumer<Secret> tokens,
            Consumer<RestResponse> observer) {
        this.limits = limits;
        this.client = RestClient.builder(context.http(), "Slack", url)
                .credential(call -> {
                    Secret token = context.secret(secret);
                    tokens.accept(token);
                    return token;
                })
                .failures(SlackFailures::of)
                .observer(response -> {
                    observer.accept(response);
                    remember(response);
                })
                .build();
    }

    private void remember(RestResponse response) {
        if (response.status() == 429) {
            String method = response.asked().substring(response.asked().indexOf('/') + 1);
            limits.block(method, response.at().plus(response.retryAfter().orElse(WITHOUT_A_WORD)));
        }
    }

    SlackLimits limits() {
        return limits;
    }

    /** Reads. */
    JsonValue get(SlackMethod method, Map<String, String> parameters, Call call) {
        limits.take(method, call);
        return getTaken(method, parameters, call);
    }

    /** Reads what was taken from the limits before. */
    JsonValue getTaken(SlackMethod method, Map<String, String> parameters, Call call) {
        return client.send(RestRequest.get(method.text()).query(parameters), call).json();
    }

    /** Posts a message. */
    JsonValue post(String channel, Map<String, Object> message, Call call) {
        limits.takePost(channel, call);
        return client.send(RestRequest.post(SlackMethod.CHAT_POST_MESSAGE.text()).json(message), call).json();
    }

    /** The cursor of the next page, if there is one. */
    static Optional<String> next(JsonValue answer) {
        return answer.at("response_metadata", "next_cursor").text().filter(text -> !text.isEmpty());
    }
}
