package dev.patchbay.store.enablement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.Database;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.TestEngine;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.Clients;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class ResourceGrantsTest {
    private final ResourceGrants grants;

    ResourceGrantsTest(TestEngine engine) {
        Database database = engine.emptied();
        new Clients(database).create(new Client("a", "", Set.of(), Set.of(), false, false, null, null, Instant.EPOCH));
        grants = new ResourceGrants(database);
    }

    @Test
    void areAddedAndRemovedOnce() {
        ResourceGrant read = new ResourceGrant("notes", "a", "read");
        ResourceGrant write = new ResourceGrant("notes", "a", "write");
        assertThat(grants.add(write)).isTrue();
        assertThat(grants.add(read)).isTrue();
        assertThat(grants.add(read)).isFalse();
        assertThat(grants.all()).containsExactly(read, write);
        assertThat(grants.remove(read)).isTrue();
        assertThat(grants.remove(read)).isFalse();
        assertThat(grants.all()).containsExactly(write);
    }

    @Test
    void refuseAClientThatDoesNotExist() {
        assertThatThrownBy(() -> grants.add(new ResourceGrant("notes", "b", "read")))
                .isInstanceOf(MissingException.class).hasMessage("there is no client 'b'");
    }
}
