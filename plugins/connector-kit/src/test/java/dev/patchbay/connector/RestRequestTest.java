package dev.patchbay.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.api.tool.ToolException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestRequestTest {
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "x/..", "a/../b", "a//b", "/a", "a/", "..\\x", "a\\..", "a\u0000b",
        "a\nb",
        "\ud800"})
    void whatCouldLeaveThePathIsRefused(String segment) {
        assertThatExceptionOfType(ToolException.class).isThrownBy(() -> RestRequest.get("repos", segment))
                .satisfies(refused -> assertThat(refused.code()).contains("invalid_argument"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "docs/../../x", "docs//x", "docs/./x", "//x", "docs/"})
    void aPathOfSeveralSegmentsCannotLeaveItsPlaceEither(String path) {
        assertThatExceptionOfType(ToolException.class).isThrownBy(() -> RestRequest.get("contents").path(path));
    }

    @Test
    void everySegmentIsEncoded() {
        assertThat(RestRequest.get("a b", "c?d#e", "ü%2e", "x/y@z:1;p=2").target())
                .isEqualTo("/a%20b/c%3Fd%23e/%C3%BC%252e/x%2Fy%40z%3A1%3Bp%3D2");
        assertThat(RestRequest.get("contents").path("/docs/a b.md").target()).isEqualTo("/contents/docs/a%20b.md");
    }

    @Test
    void parametersAreEncodedAndCannotAddOthers() {
        assertThat(RestRequest.get("search").query("q", "a&b=c d+e").query("page", Optional.empty()).query("n", 2)
                .target()).isEqualTo("/search?q=a%26b%3Dc%20d%2Be&n=2");
    }

    @Test
    void whatIsToldHasNoParameters() {
        assertThat(RestRequest.get("user").query("token", "s3cret")).hasToString("GET /user");
    }

    @Test
    void onlyReadsMayBeSentTwiceUnlessSaidOtherwise() {
        assertThat(RestRequest.get("a").isRead()).isTrue();
        assertThat(RestRequest.post("a").isRead()).isFalse();
        assertThat(RestRequest.post("a").asRead().json(Map.of()).isRead()).isTrue();
    }

    @Test
    void bodiesAreJsonOrForms() {
        assertThat(RestRequest.post("a").json(Map.of("x", 1L)).body()).isEqualTo("{\"x\":1}");
        assertThat(RestRequest.post("a").form(Map.of("x", "a&b")).body()).isEqualTo("x=a%26b");
    }
}
