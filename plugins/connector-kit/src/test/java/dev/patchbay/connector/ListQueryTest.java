package dev.patchbay.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.api.tool.ToolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListQueryTest {
    private final List<String> asked = new ArrayList<>();

    /** A service with so many items, numbered from 1, whose pages are numbered. */
    private PageSource service(int count, int textLength) {
        return (at, size) -> {
            int page = Integer.parseInt(at.orElse("1"));
            asked.add(page + "x" + size);
            List<Map<String, @Nullable Object>> items = IntStream
                    .rangeClosed((page - 1) * size + 1, Math.min(page * size, count))
                    .mapToObj(number -> item(number, textLength)).toList();
            return new UpstreamPage(items, page * size < count ? Optional.of(String.valueOf(page + 1))
                    : Optional.empty(), Optional.of((long) count));
        };
    }

    private static Map<String, @Nullable Object> item(int number, int textLength) {
        return Map.of("number", (long) number, "text", "x".repeat(textLength));
    }

    private static ListQuery query() {
        return ListQuery.of("list", "octocat/hello");
    }

    private static List<Object> numbers(ListAnswer answer) {
        return answer.items().stream().map(item -> (Object) String.valueOf(item.get("number"))).toList();
    }

    @Test
    void twentyItemsIfNothingElseIsSaid() {
        ListAnswer answer = query().read(service(50, 1));

        assertThat(answer.items()).hasSize(20);
        assertThat(answer.envelope()).containsEntry("returned", 20L).containsEntry("limit", 20L)
                .containsEntry("has_more", true).containsEntry("truncated", false).containsEntry("total", 50L)
                .containsKey("next_cursor").doesNotContainKey("notes");
    }

    @Test
    void moreThanAHundredAreCappedAndTold() {
        ListAnswer answer = query().limit(Optional.of(1000)).read(service(300, 1));

        assertThat(answer.items()).hasSize(100);
        assertThat(answer.envelope()).containsEntry("limit", 100L)
                .containsEntry("notes", List.of("limit 1000 was lowered to 100"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void lessThanOneIsRefused(int limit) {
        assertThatExceptionOfType(ToolException.class).isThrownBy(() -> query().limit(Optional.of(limit)))
                .satisfies(refused -> assertThat(refused.code()).contains("invalid_argument"));
        assertThatExceptionOfType(ToolException.class).isThrownBy(() -> query().maxChars(Optional.of(limit)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 24000", "7, 3, 24000", "100, 20, 500", "30, 100, 600", "53, 7, 1300", "100, 100, 24000"})
    void everyItemComesExactlyOnceWhateverCutsThePages(int count, int limit, int maxChars) {
        List<Object> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            ListAnswer answer = query().limit(Optional.of(limit)).maxChars(Optional.of(maxChars)).cursor(cursor)
                    .read(service(count, 100));
            all.addAll(numbers(answer));
            assertThat(Json.write(answer.items()).length()).isLessThanOrEqualTo(maxChars + 2);
            cursor = answer.nextCursor();
        } while (cursor.isPresent());

        assertThat(all).isEqualTo(IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList());
    }

    @Test
    void aCutInsideAPageGoesOnAtTheFirstItemThatWasNotReturned() {
        ListAnswer first = query().limit(Optional.of(10)).maxChars(Optional.of(500)).read(service(10, 100));
        ListAnswer second = query().limit(Optional.of(3)).cursor(first.nextCursor()).read(service(10, 100));

        assertThat(numbers(first)).containsExactly("1", "2", "3", "4");
        assertThat(first.isTruncated()).isTrue();
        assertThat(numbers(second)).containsExactly("5", "6", "7");
        assertThat(asked).as("pages keep their size").containsExactly("1x10", "1x10");
    }

    @Test
    void anItemThatIsLongerThanTheBudgetIsReturnedWithItsTextsCut() {
        ListAnswer answer = query().maxChars(Optional.of(600)).read(service(2, 5000));

        assertThat(numbers(answer)).containsExactly("1");
        assertThat(String.valueOf(answer.items().getFirst().get("text"))).endsWith("… [cut]").hasSizeLessThan(600);
        assertThat(answer.isTruncated()).isTrue();
        assertThat(numbers(query().maxChars(Optional.of(600)).cursor(answer.nextCursor()).read(service(2, 5000))))
                .containsExactly("2");
    }

    @Test
    void pagesThatAreEmptyByAFilterAreReadOnButNotForEver() {
        PageSource empty = (at, size) -> UpstreamPage.of(List.of(), Optional.of(at.orElse("") + "x"));

        ListAnswer answer = query().read(empty);

        assertThat(answer.items()).isEmpty();
        assertThat(answer.nextCursor()).isPresent();
    }

    @Test
    void onlyTheFieldsThatAreWantedAreReturned() {
        ListAnswer answer = query().fields(List.of("number"), Set.of("number", "text")).read(service(1, 5));

        assertThat(answer.items()).containsExactly(Map.of("number", 1L));
        assertThatExceptionOfType(ToolException.class)
                .isThrownBy(() -> query().fields(List.of("nmber"), Set.of("number")))
                .withMessageContaining("nmber").withMessageContaining("there are number");
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        Optional<String> cursor = query().read(service(50, 1)).nextCursor();

        assertThatExceptionOfType(ToolException.class)
                .isThrownBy(() -> ListQuery.of("list", "octocat/other").cursor(cursor).read(service(50, 1)))
                .withMessageContaining("belongs to another list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{}", "[1]", "{\"l\":\"a\",\"o\":-1,\"s\":20}", "{\"o\":0,\"s\":101}",
        "{\"o\":0,\"s\":20,\"p\":7}"})
    void aForgedCursorIsRefused(String json) {
        String forged = Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(ToolException.class)
                .isThrownBy(() -> query().cursor(Optional.of(forged)).read(service(50, 1)))
                .satisfies(refused -> assertThat(refused.code()).contains("invalid_argument"));
        assertThat(asked).isEmpty();
    }

    @Test
    void resultsAreMarkedWithTheirOrigin() {
        var result = query().read(service(1, 1)).toResult(Origin.of("GitHub").about("octocat/hello"));

        assertThat(result.meta()).containsKey("dev.patchbay/origin");
        assertThat(String.valueOf(result.structuredContent().orElseThrow()))
                .contains("trust=untrusted", "of=octocat/hello");
    }
}
