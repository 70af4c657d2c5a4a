package dev.patchbay.replay;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives the tests of a class a stand-in for a service, empty before each test and verified after it.
 *
 * {@snippet :
 * @RegisterExtension
 * static final ReplayExtension GITHUB = new ReplayExtension(ReplayServer.start(VendorApi.github()));
 * }
 */
public final class ReplayExtension implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final ReplayServer server;

    /**
     * Creates the extension.
     *
     * @param server the stand-in, closed after the class
     */
    public ReplayExtension(ReplayServer server) {
        this.server = server;
    }

    /**
     * Returns the stand-in.
     *
     * @return the server
     */
    public ReplayServer server() {
        return server;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        server.reset();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server.verify();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
    }
}
