package leadr.registration.app;

/** Where the server is when it, or its database, comes to an end. */
enum Place {
    BEFORE_COMMIT("before the commit"),
    BEFORE_ANSWER("between commit and answer"),
    BEFORE_MARK("between the mail server's 250 and our mark"),
    ANY_MOMENT("any moment"),
    DATABASE_STOPPED("database stopped (fast)"),
    DATABASE_KILLED("database killed (-9)");

    private final String words;

    Place(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
