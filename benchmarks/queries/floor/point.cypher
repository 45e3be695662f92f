MATCH (f:Film {key: $key}) RETURN f {.key, .title, .year, .runtimeMinutes, .rating} AS answer
