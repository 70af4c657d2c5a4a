package dev.patchbay.store.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.Database;
import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.TestEngine;
import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Roles;
import dev.patchbay.store.identity.RoleMapping.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class RoleMappingsTest {
    private static final RoleMapping SCOPE = new RoleMapping(Kind.SCOPE, "https://issuer", "", "notes:read", "reader");
    private static final RoleMapping CLAIM = new RoleMapping(Kind.CLAIM, "https://issuer", "groups", "staff", "reader");

    private final Database database;
    private final RoleMappings mappings;

    RoleMappingsTest(TestEngine engine) {
        database = engine.emptied();
        new Roles(database).create(new Role("reader", "", Set.of()));
        mappings = new RoleMappings(database);
    }

    @Test
    void readsBackAndRemoves() {
        mappings.add(SCOPE);
        mappings.add(CLAIM);
        assertThat(mappings.all()).containsExactlyInAnyOrder(SCOPE, CLAIM);
        assertThat(mappings.remove(SCOPE)).isTrue();
        assertThat(mappings.remove(SCOPE)).isFalse();
        assertThat(mappings.all()).containsExactly(CLAIM);
    }

    @Test
    void refusesTheSameTwiceAndARoleThatDoesNotExist() {
        mappings.add(SCOPE);
        assertThatThrownBy(() -> mappings.add(SCOPE)).isInstanceOf(DuplicateException.class);
        assertThatThrownBy(() -> mappings.add(new RoleMapping(Kind.SCOPE, "i", "", "s", "gone")))
                .isInstanceOf(MissingException.class).hasMessage("there is no role 'gone'");
    }

    @Test
    void areDeletedWithTheirRole() {
        mappings.add(CLAIM);
        new Roles(database).delete("reader");
        assertThat(mappings.all()).isEmpty();
    }

    @Test
    void needAClaimExactlyWhenTheyReadOne() {
        assertThatThrownBy(() -> new RoleMapping(Kind.CLAIM, "i", "", "v", "reader")).hasMessageContaining("needs");
        assertThatThrownBy(() -> new RoleMapping(Kind.SCOPE, "i", "c", "v", "reader")).hasMessageContaining("no claim");
    }
}
