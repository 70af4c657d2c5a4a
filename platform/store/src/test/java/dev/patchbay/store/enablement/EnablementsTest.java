package dev.patchbay.store.enablement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.Database;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.TestEngine;
import dev.patchbay.store.enablement.Enablement.Subject;
import dev.patchbay.store.enablement.Enablement.Target;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.Clients;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class EnablementsTest {
    private final Database database;
    private final Enablements enablements;

    EnablementsTest(TestEngine engine) {
        database = engine.emptied();
        new Clients(database).create(new Client("a", "", Set.of(), Set.of(), false, false, null, null, Instant.EPOCH));
        new Roles(database).create(new Role("a", "", Set.of()));
        new Toolsets(database).create(new Toolset("a", "", List.of()));
        enablements = new Enablements(database);
    }

    @Test
    void tellsClientsRolesAndTargetsOfTheSameNameApart() {
        for (Subject subject : Subject.values()) {
            for (Target target : Target.values()) {
                assertThat(enablements.add(new Enablement(subject, "a", target, "a"))).isTrue();
            }
        }
        assertThat(enablements.all()).hasSize(10).doesNotHaveDuplicates();
        assertThat(enablements.of(Subject.ROLE, "a")).hasSize(5).allMatch(one -> one.subjectKind() == Subject.ROLE);
    }

    @Test
    void addsAndRemovesOnce() {
        Enablement enablement = new Enablement(Subject.CLIENT, "a", Target.RESOURCE, "notes://*");
        assertThat(enablements.add(enablement)).isTrue();
        assertThat(enablements.add(enablement)).isFalse();
        assertThat(enablements.all()).containsExactly(enablement);
        assertThat(enablements.remove(enablement)).isTrue();
        assertThat(enablements.remove(enablement)).isFalse();
        assertThat(enablements.all()).isEmpty();
    }

    @Test
    void areDeletedWithTheirRoleOrToolset() {
        enablements.add(new Enablement(Subject.CLIENT, "a", Target.TOOLSET, "a"));
        enablements.add(new Enablement(Subject.ROLE, "a", Target.TOOL, "x"));
        enablements.add(new Enablement(Subject.CLIENT, "a", Target.TOOL, "a"));
        new Roles(database).delete("a");
        new Toolsets(database).delete("a");
        assertThat(enablements.all()).containsExactly(new Enablement(Subject.CLIENT, "a", Target.TOOL, "a"));
    }

    @Test
    void refuseWhatDoesNotExist() {
        assertThatThrownBy(() -> enablements.add(new Enablement(Subject.CLIENT, "b", Target.TOOL, "x")))
                .isInstanceOf(MissingException.class).hasMessage("there is no client 'b'");
        assertThatThrownBy(() -> enablements.add(new Enablement(Subject.ROLE, "b", Target.TOOL, "x")))
                .isInstanceOf(MissingException.class).hasMessage("there is no role 'b'");
        assertThatThrownBy(() -> enablements.add(new Enablement(Subject.ROLE, "a", Target.TOOLSET, "b")))
                .isInstanceOf(MissingException.class).hasMessage("there is no toolset 'b'");
        assertThat(enablements.all()).isEmpty();
    }

    @Test
    void addsOnceWhenManyAddTheSame() throws Exception {
        Enablement enablement = new Enablement(Subject.CLIENT, "a", Target.TOOL, "x");
        Callable<Boolean> add = () -> enablements.add(enablement);
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            int added = 0;
            for (Future<Boolean> one : threads.invokeAll(IntStream.range(0, 24).mapToObj(i -> add).toList())) {
                added += one.get() ? 1 : 0;
            }
            assertThat(added).isEqualTo(1);
        }
    }
}
