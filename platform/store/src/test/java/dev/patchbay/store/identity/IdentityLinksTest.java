package dev.patchbay.store.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.Database;
import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.TestEngine;
import dev.patchbay.store.identity.IdentityLink.Kind;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class IdentityLinksTest {
    private final IdentityLinks links;

    IdentityLinksTest(TestEngine engine) {
        Database database = engine.emptied();
        Clients clients = new Clients(database);
        clients.create(new Client("a", "", Set.of(), Set.of(), false, false, null, null, Instant.EPOCH));
        clients.create(new Client("b", "", Set.of(), Set.of(), false, false, null, null, Instant.EPOCH));
        links = new IdentityLinks(database);
    }

    @Test
    void readsBackEveryKind() {
        for (Kind kind : Kind.values()) {
            links.add(new IdentityLink(kind, "issuer", "x", kind == Kind.PLUGIN ? "b" : "a"));
        }
        assertThat(links.all()).extracting(IdentityLink::kind).containsExactlyInAnyOrder(Kind.values());
        assertThat(links.ofClient("b")).containsExactly(new IdentityLink(Kind.PLUGIN, "issuer", "x", "b"));
    }

    @Test
    void linksAnIdentityToOneClientOnly() {
        links.add(new IdentityLink(Kind.OAUTH_SUBJECT, "https://one", "x", "a"));
        links.add(new IdentityLink(Kind.OAUTH_SUBJECT, "https://two", "x", "b"));
        links.add(new IdentityLink(Kind.OAUTH_SUBJECT, "https://one", "X", "b"));
        assertThatThrownBy(() -> links.add(new IdentityLink(Kind.OAUTH_SUBJECT, "https://one", "x", "b")))
                .isInstanceOf(DuplicateException.class).hasMessageContaining("'x'");
        assertThat(links.ofClient("a")).hasSize(1);
    }

    @Test
    void removesALink() {
        links.add(new IdentityLink(Kind.CERTIFICATE_SUBJECT, "", "CN=a, O=b", "a"));
        assertThat(links.remove(Kind.CERTIFICATE_SAN, "", "CN=a, O=b")).isFalse();
        assertThat(links.remove(Kind.CERTIFICATE_SUBJECT, "", "CN=a, O=b")).isTrue();
        assertThat(links.all()).isEmpty();
    }

    @Test
    void refusesAClientThatDoesNotExist() {
        assertThatThrownBy(() -> links.add(new IdentityLink(Kind.PLUGIN, "p", "x", "gone")))
                .isInstanceOf(MissingException.class).hasMessage("there is no client 'gone'");
    }

    @Test
    void keepsTheLongestIdentity() {
        IdentityLink longest = new IdentityLink(Kind.PLUGIN, "i".repeat(1000), "\u00e4".repeat(500), "a");
        links.add(longest);
        assertThat(links.all()).containsExactly(longest);
        assertThatThrownBy(() -> new IdentityLink(Kind.PLUGIN, "", "\u00e4".repeat(501), "a"))
                .hasMessageContaining("1002 bytes");
    }
}
