package dev.patchbay.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {
    @Test
    void oneTextIsReadAndWrittenCanonically() {
        Grants grants = Grants.parse("tools: notes_search; hosts: API.GitHub.com ,*.githubusercontent.com:443;"
                + "secrets: github.token; datasources: crm(rw), orders; paths: /srv/out (rw), /srv/reports;"
                + " environment: LANG; hosts: [2001:DB8::1]:8443, localhost:8080 ( private ), bücher.example");
        assertThat(grants.text()).isEqualTo("hosts: *.githubusercontent.com:443, [2001:db8:0:0:0:0:0:1]:8443,"
                + " api.github.com, localhost:8080 (private), xn--bcher-kva.example; secrets: github.token;"
                + " datasources: crm (rw), orders (ro); paths: /srv/out (rw), /srv/reports (r); environment: LANG;"
                + " tools: notes_search");
        assertThat(Grants.parse(grants.text())).isEqualTo(grants).hasSameHashCodeAs(grants);
        assertThat(Grants.parse("")).isEqualTo(Grants.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hosts: *", "hosts: *.com", "hosts: a b", "hosts: http://a.example", "hosts: a.example/x",
        "hosts: a.example.", "hosts: .example", "hosts: a..example", "hosts: user@a.example", "hosts: a.example:0",
        "hosts: a.example:65536", "hosts: a.example:x", "hosts: 127.1", "hosts: 0x7f.1", "hosts: 017.0.0.1",
        "hosts: 2130706433", "hosts: 1.2.3.4.5", "hosts: 256.1.1.1", "hosts: ::1", "hosts: [::1", "hosts: [::1%lo]",
        "hosts: [::ffff:127.0.0.1]", "hosts: *.1.2.3.4", "hosts: a.*.example", "hosts: -a.example",
        "hosts: a.example (public)", "hosts: a.example\u200b", "hosts:", "hosts: a,,b", "host: a.example",
        "everything", "secrets: ", "secrets: .x", "secrets: a b", "secrets: a (r)", "secrets: ../x",
        "datasources: a/b", "datasources: a (r)", "datasources: -a", "paths: srv", "paths: /", "paths: /srv/../etc",
        "paths: /srv/./x", "paths: /proc", "paths: /proc/self", "paths: /dev", "paths: /sys/kernel",
        "paths: /srv (w)", "paths: /srv\u0000x", "paths: ~/x", "environment: A B", "environment: 1A",
        "environment: A=B", "environment: PATCHBAY_SECRET_X", "environment: patchbay_home", "tools: a*", "tools: a b",
        "tools: *"})
    void whatIsNoGrantIsRefusedWithAText(String text) {
        assertThatExceptionOfType(InvalidGrantException.class).isThrownBy(() -> Grants.parse(text))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeBetween(20, 400).doesNotContain("\u0000"));
    }

    @Test
    void allMistakesAreToldTogether() {
        assertThatExceptionOfType(InvalidGrantException.class)
                .isThrownBy(() -> Grants.parse("hosts: *; world: all; paths: x")).withMessageContaining("'hosts: *'")
                .withMessageContaining("'world'").withMessageContaining("'paths: x'");
    }

    @ParameterizedTest
    @CsvSource({"api.example.com, api.example.com, 443, true", "api.example.com, api.example.com, 80, true",
        "api.example.com, api.example.com, 8443, false", "api.example.com:8443, api.example.com, 8443, true",
        "api.example.com:8443, api.example.com, 443, false", "*.example.com, a.example.com, 443, true",
        "*.example.com, a.b.example.com, 443, true", "*.example.com, example.com, 443, false",
        "*.example.com, badexample.com, 443, false", "*.example.com, example.com.evil.test, 443, false",
        "API.example.com, Api.Example.COM, 443, true", "api.example.com, api.example.com., 443, false",
        "127.0.0.1:80, 127.0.0.1, 80, true", "127.0.0.1:80, 127.1, 80, false", "127.0.0.1:80, 2130706433, 80, false",
        "[::1]:80, ::1, 80, true", "[::1]:80, 0:0:0:0:0:0:0:1, 80, true",
        "bücher.example, xn--bcher-kva.example, 443, true"})
    void hostsAreMatchedByNameAndPort(String grant, String host, int port, boolean isCovered) {
        assertThat(Grants.parse("hosts: " + grant).host(host, port).isPresent()).isEqualTo(isCovered);
    }

    @Test
    void theWiderOfTwoPathsIsFoundThatAllowsIt() {
        Grants grants = Grants.parse("paths: /srv (r), /srv/a/b (rw), /srv/a (rw)");
        assertThat(grants.path(Path.of("/srv/a/b/x"), false).orElseThrow().value()).isEqualTo("/srv (r)");
        assertThat(grants.path(Path.of("/srv/a/b/x"), true).orElseThrow().value()).isEqualTo("/srv/a (rw)");
        assertThat(grants.path(Path.of("/srv/x"), true)).isEmpty();
        assertThat(grants.path(Path.of("/srvx"), false)).isEmpty();
        assertThat(grants.all()).as("what another covers is left out").hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "hosts: a.example, b.example; secrets: x | hosts: b.example; secrets: y | hosts: b.example",
        "hosts: *.example.com | hosts: a.example.com:443 | hosts: a.example.com:443",
        "hosts: *.example.com:443 | hosts: a.example.com | hosts: a.example.com:443",
        "hosts: *.example.com:8443 | hosts: a.example.com | ''",
        "hosts: a.example.com (private) | hosts: a.example.com | hosts: a.example.com",
        "datasources: a (rw) | datasources: a | datasources: a (ro)",
        "paths: /srv (r) | paths: /srv/x (rw), /etc (r) | paths: /srv/x (r)",
        "paths: /srv/ab | paths: /srv/a | ''", "tools: a; environment: A | tools: b; environment: A | environment: A"})
    void whatBothAllowIsTheNarrower(String one, String other, String both) {
        Grants a = Grants.parse(one);
        Grants b = Grants.parse(other);
        assertThat(a.intersection(b).text()).isEqualTo(both);
        assertThat(b.intersection(a).text()).isEqualTo(both);
        assertThat(a.covers(a.intersection(b)) && b.covers(a.intersection(b))).isTrue();
        assertThat(a.union(b).covers(a) && a.union(b).covers(b)).isTrue();
    }

    @Test
    void whatIsMoreThanBeforeIsFound() {
        Grants before = Grants.parse("hosts: *.example.com; paths: /srv (r); datasources: a");
        Grants after = Grants.parse("hosts: x.example.com; paths: /srv/x (rw), /srv/y (r); datasources: a (rw)");
        assertThat(after.without(before).text()).isEqualTo("datasources: a (rw); paths: /srv/x (rw)");
        assertThat(before.covers(after)).isFalse();
        assertThat(before.name(GrantKind.SECRETS, "x")).isFalse();
        assertThat(Grants.parse("secrets: x").name(GrantKind.SECRETS, "x")).isTrue();
        assertThat(Grants.parse("secrets: x").name(GrantKind.TOOLS, "x")).isFalse();
    }
}
