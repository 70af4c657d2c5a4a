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
 * the number of a page; where the link has a cursor of GitHub's, the number or {@code -}, a blank, and the cursor.
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

    static Pages of(RestClient client, RestRequest request, Function<JsonValue, Map<String, @Nullable Object>> item,
            Call call) {
        return new Pages(client, request, "", each -> true, item, call);
    }

    Pages in(String name) {
        return new Pages(client, request, name, isWanted, item, call);
    }

    Pages only(Predicate<JsonValue> wanted) {
        return new Pages(client, request, member, isWanted.and(wanted), item, call);
    }

    @Override
    public UpstreamPage page(Optional<String> at, int size) {
        RestRequest asked = request.query("per_page", size);
        if (at.isPresent()) {
            String[] place = at.get().split(" ", 2);
            asked = place[0].equals("-") ? asked : asked.query("page", place[0]);
            asked = place.length == 1 ? asked : asked.query("after", place[1]);
        }
        RestResponse response = client.send(asked, call);
        JsonValue json = response.json();
        List<JsonValue> items = (member.isEmpty() ? json : json.at(member)).items();
        Optional<String> next = response.nextPage().flatMap(Pages::place);
        return new UpstreamPage(items.stream().filter(isWanted).map(item).toList(), next,
                json.at("total_count").integer());
    }

    private static Optional<String> place(Map<String, String> parameters) {
        Optional<String> page = Optional.ofNullable(parameters.get("page"));
        return Optional.ofNullable(parameters.get("after")).map(after -> page.orElse("-") + " " + after).or(() -> page);
    }
}
