package dev.patchbay.store.enablement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.TestEngine;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class RolesTest {
    private final Roles roles;

    RolesTest(TestEngine engine) {
        roles = new Roles(engine.emptied());
    }

    @Test
    void readsBackReplacesAndDeletes() {
        Role one = new Role("one", "First", Set.of("a:b", "c:d"));
        roles.create(new Role("two", "", Set.of()));
        roles.create(one);
        assertThat(roles.all()).containsExactly(one, new Role("two", "", Set.of()));
        Role changed = new Role("one", "Changed", Set.of("e:f"));
        roles.update(changed);
        assertThat(roles.find("one")).contains(changed);
        roles.delete("one");
        assertThat(roles.find("one")).isEmpty();
    }

    @Test
    void sortsNamesTheSameOnBothDatabases() {
        for (String name : new String[]{"b", "a-c", "a.b", "a_a", "ab", "a", "1"}) {
            roles.create(new Role(name, "", Set.of()));
        }
        assertThat(roles.all()).extracting(Role::name).containsExactly("1", "a", "a-c", "a.b", "a_a", "ab", "b");
    }

    @Test
    void refusesWhatIsTakenOrMissing() {
        Role role = new Role("r", "", Set.of());
        roles.create(role);
        assertThatThrownBy(() -> roles.create(role)).isInstanceOf(DuplicateException.class);
        assertThatThrownBy(() -> roles.update(new Role("gone", "", Set.of()))).isInstanceOf(MissingException.class)
                .hasMessage("there is no role 'gone'");
        assertThatThrownBy(() -> roles.delete("gone")).isInstanceOf(MissingException.class);
    }
}
