package leadr.registration.app.bench;

/** Where rows are kept. */
enum Engine {
    POSTGRES("PostgreSQL"),
    H2("H2");

    private final String title;

    Engine(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
