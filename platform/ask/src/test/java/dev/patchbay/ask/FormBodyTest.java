package dev.patchbay.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers send is read in one way. */
class FormBodyTest {
    private static Optional<FormBody> parse(String body) {
        return FormBody.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fieldsAreDecoded() {
        FormBody form = parse("a=1+2&b=%C3%A4%26%3D&c=&d=x&d=y").orElseThrow();

        assertThat(form.one("a")).isEqualTo("1 2");
        assertThat(form.one("b")).isEqualTo("ä&=");
        assertThat(form.all("c")).containsExactly("");
        assertThat(form.all("d")).isEqualTo(List.of("x", "y"));
        assertThat(form.one("d")).as("sent twice").isEmpty();
        assertThat(form.all("e")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=1", "a=%", "a=%4", "a=%zz", "a=%c3", "a=%ff", "a=ä", "a=1&", "&a=1", "a=1 2",
        "a=%C0%80", "a=%ED%A0%80", "a=\n"})
    void whatIsMalformedIsNoForm(String body) {
        assertThat(parse(body)).isEmpty();
    }

    @Test
    void thereAreNotTooManyFields() {
        assertThat(parse("a=1&".repeat(199) + "a=1")).isPresent();
        assertThat(parse("a=1&".repeat(200) + "a=1")).isEmpty();
    }
}
