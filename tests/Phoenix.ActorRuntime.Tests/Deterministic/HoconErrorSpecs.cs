using Akka.Configuration;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>What a mistake in HOCON is called, and where it is: the wording is this runtime's own.</summary>
public sealed class HoconErrorSpecs
{
    [Theory]
    [InlineData("a = 1\nb = {\n  c = 2\n", "'{' is not closed", 2, 5)]
    [InlineData("a = [1, 2", "'[' is not closed", 1, 5)]
    [InlineData("a = \"open\nb = 2", "A quoted string is not closed", 1, 5)]
    [InlineData("a = \"\"\"open\nb = 2", "A triple-quoted string is not closed", 1, 5)]
    [InlineData("a = 1\nb 2", "Expected '=', ':' or '{' after the key b", 2, 3)]
    [InlineData("a =\n\nb = 2", "'=' must be quoted in a value", 3, 3)]
    [InlineData("a = ${b}", "${b} is not defined", 1, 5)]
    [InlineData("a = ${}", "A substitution needs a path", 1, 5)]
    [InlineData("a = x@y", "'@' must be quoted", 1, 6)]
    [InlineData("a = 1 }", "Unexpected '}'", 1, 7)]
    [InlineData("a = \"\\q\"", "Unknown escape", 1, 6)]
    [InlineData("a = [1] text", "cannot be concatenated", 1, 5)]
    [InlineData("include \"x.conf\"", "it is included", 1, 9)]
    [InlineData("= 1", "'=' cannot begin a key", 1, 1)]
    public void A_mistake_is_found_where_it_is(string hocon, string what, int line, int column)
    {
        var error = Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon));

        error.Message.ShouldContain(what);
        error.Message.ShouldEndWith($"at line {line}, column {column}.");
    }

    [Theory]
    [InlineData("a = soon", "a: 'soon' is not a duration")]
    [InlineData("a = [1]", "a: an array is not a string")]
    public void A_value_of_another_form_names_its_path(string hocon, string what)
    {
        var config = ConfigurationFactory.ParseString(hocon);

        Should.Throw<FormatException>(() => config.GetTimeSpan("a")).Message.ShouldStartWith(what);
    }

    [Fact]
    public void A_key_may_build_on_its_own_earlier_value() =>
        ConfigurationFactory.ParseString("a = [1]\na = ${a} [2]").GetIntList("a").ShouldBe([1, 2]);

    [Fact]
    public void The_environment_fills_what_the_text_does_not_define()
    {
        Environment.SetEnvironmentVariable("PHOENIX_HOCON_SPEC", "from outside");

        ConfigurationFactory.ParseString("a = ${PHOENIX_HOCON_SPEC}").GetString("a").ShouldBe("from outside");
    }
}
