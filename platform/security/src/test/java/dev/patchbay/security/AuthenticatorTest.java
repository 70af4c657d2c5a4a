package dev.patchbay.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuthenticatorTest {
    @Test
    void loopbackCallersAreTheLocalClient() {
        Authentication found = new LoopbackAuthenticator().authenticate(new Credentials(true, null));

        assertThat(found).isInstanceOfSatisfying(Authentication.Known.class, known -> {
            assertThat(known.caller().id()).isEqualTo("local");
            assertThat(known.caller().displayName()).isEqualTo("Local client");
            assertThat(known.caller().roles()).isEmpty();
        });
    }

    @Test
    void callersFromElsewhereAreNobodyInDevMode() {
        assertThat(new LoopbackAuthenticator().authenticate(new Credentials(false, "Bearer x")))
                .isInstanceOf(Authentication.Refused.class);
    }

    @Test
    void nobodyIsServedAsLongAsThereAreNoClients() {
        Authentication found = new ClosedAuthenticator().authenticate(new Credentials(true, "Bearer x"));

        assertThat(found).isInstanceOfSatisfying(Authentication.Refused.class,
                refused -> assertThat(refused.message()).contains("No clients exist yet"));
    }

    @Test
    void credentialsNeverPrintTheirSecret() {
        assertThat(new Credentials(true, "Bearer hunter2").toString()).doesNotContain("hunter2");
    }
}
