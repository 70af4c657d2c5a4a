package dev.patchbay.plugins.github;

import dev.patchbay.api.call.Call;
import dev.patchbay.connector.JsonValue;
import dev.patchbay.connector.PageSource;
import dev.patchbay.connector.RestClient;
import dev.patchbay.connector.RestRequest;
import dev.patchbay.connector.RestResponse;
import dev.patchbay.connector.UpstreamPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a list of GitHub: {@code per_page} and {@code page}, and the {@code Link} to the next one. A place in a list is
 * the number of a page, or {@code after:} and a cursor of GitHub's, where the link has that.
 *
 * @param client the client
 * @param request what lists, without a page
 * @param member the member with the items, empty where the answer is the list itself
 * @param isWanted which items are meant
 * @param item makes an item lean
 * @param call the call
 */
record Pages(RestClient client, RestRequest request, String member, Predicate<JsonValue> isWanted,
        Function<JsonValue, Map<String, @Nullable Object>> item, Call call) implements PageSource {
    private static final String AFTER = "after:";

    static Pages of(RestClient client, RestRequest request, Function<JsonValue, Map<String, @Nullable Object>> item,
            Call call) {
        return new Pages(client, request, "", each -> true, item, call);
    }

    Pages in(String name) {
        return new Pages(client, request, name, isWanted, item, call);
    }

    Pages only(Predicate<JsonValue> wanted) {
        return new Pages(client, request, member, wanted, item, call);
    }

    @Override
    public UpstreamPage page(Optional<String> at, int size) {
        RestRequest asked = request.query("per_page", size);
        if (at.isPresent()) {
            asked = at.get().startsWith(AFTER) ? asked.query("after", at.get().substring(AFTER.length()))
                    : asked.query("page", at.get());
        }
        RestResponse response = client.send(asked, call);
        JsonValue json = response.json();
        List<JsonValue> items = (member.isEmpty() ? json : json.at(member)).items();
        Optional<String> next = response.nextPage().flatMap(Pages::place);
        return new UpstreamPage(items.stream().filter(isWanted).map(item).toList(), next,
                json.at("total_count").integer());
    }

    private static Optional<String> place(Map<String, String> parameters) {
        return Optional.ofNullable(parameters.get("after")).map(after -> AFTER + after)
                .or(() -> Optional.ofNullable(parameters.get("page")));
    }
}
