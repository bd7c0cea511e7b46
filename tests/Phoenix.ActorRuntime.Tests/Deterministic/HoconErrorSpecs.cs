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
    [InlineData("a = 1\nb 2", "Expected '=', ':' or '{' after the key b 2", 2, 4)]
    [InlineData("a =\n\nb = 2", "'=' must be quoted in a value", 3, 3)]
    [InlineData("a = ${b}", "${b} is not defined", 1, 5)]
    [InlineData("a = ${}", "A substitution needs a path", 1, 5)]
    [InlineData("a = x@y", "'@' must be quoted", 1, 6)]
    [InlineData("a = 1 }", "Unexpected '}'", 1, 7)]
    [InlineData("a = \"\\q\"", "Unknown escape", 1, 6)]
    [InlineData("a = [1] text", "cannot be concatenated", 1, 5)]
    [InlineData("include \"x.conf\"", "it is included", 1, 9)]
    [InlineData("= 1", "'=' cannot begin a key", 1, 1)]
    [InlineData("a = 1,, b = 2", "',' cannot begin a key", 1, 7)]
    [InlineData(", a = 1", "',' cannot begin a key", 1, 1)]
    [InlineData("a = [1,, 2]", "Expected a value in the array", 1, 8)]
    [InlineData("a = [, 1]", "Expected a value in the array", 1, 6)]
    [InlineData("a..b = 1", "A key between dots is missing", 1, 3)]
    [InlineData(".a = 1", "'.' cannot begin a key", 1, 1)]
    [InlineData("a. = 1", "A key cannot end with '.'", 1, 4)]
    [InlineData("a = ${b.}", "A key cannot end with '.'", 1, 9)]
    [InlineData("a = ${b", "A substitution is not closed with '}'", 1, 8)]
    [InlineData("a = ${b c", "A substitution is not closed with '}'", 1, 10)]
    [InlineData("a = $b", "'$' must be quoted", 1, 5)]
    [InlineData("a {b = 1} c = 2", "must be quoted in a value", 1, 13)]
    [InlineData("{ a = 1 } b = 2", "Unexpected 'b'", 1, 11)]
    [InlineData("a = x]", "Unexpected ']'", 1, 6)]
    [InlineData("a = http://x", "':' must be quoted", 1, 9)]
    [InlineData("include = 1", "Expected the quoted name of a file to include", 1, 9)]
    [InlineData("include other", "Expected the quoted name of a file to include", 1, 9)]
    [InlineData("include url(\"x\")", "Expected the quoted name of a file to include", 1, 9)]
    [InlineData("a = \"\\u 41\"", "Unknown escape", 1, 6)]
    [InlineData("a = { b = 1 } [2]", "An object and an array cannot be concatenated", 1, 5)]
    [InlineData("a = [1] \" \" [2]", "cannot be concatenated", 1, 5)]
    [InlineData("a = ${a}", "${a} leads back to itself", 1, 5)]
    [InlineData("a = ${a}\na { b = 1 }", "${a} leads back to itself", 1, 5)]
    [InlineData("a { b = ${a} }", "${a} leads back to itself", 1, 9)]
    [InlineData("a = [${a}]", "${a} leads back to itself", 1, 6)]
    [InlineData("a = ${b}\nb = ${a}", "${a} leads back to itself", 2, 5)]
    [InlineData("a = ${b}\nb = ${c}\nc = ${a}", "${a} leads back to itself", 3, 5)]
    [InlineData("a = 1\na += 2", "Text and an object or array cannot be concatenated", 2, 3)]
    public void A_mistake_is_found_where_it_is(string hocon, string what, int line, int column)
    {
        var error = Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon));

        error.Message.ShouldContain(what);
        error.Message.ShouldEndWith($"at line {line}, column {column}.");
    }

    [Theory]
    [InlineData("a = soon", "a: 'soon' is not a duration")]
    [InlineData("a = [1]", "a: an array is not a duration")]
    [InlineData("a = null", "a: null is not a duration")]
    [InlineData("a { b = 1 }", "a: an object is not a duration")]
    [InlineData("a = 99999999999d", "a: '99999999999d' is not a duration")]
    public void A_value_of_another_form_names_its_path(string hocon, string what)
    {
        var config = ConfigurationFactory.ParseString(hocon);

        Should.Throw<FormatException>(() => config.GetTimeSpan("a")).Message.ShouldStartWith(what);
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        static string Nested(int depth) => "a = " + new string('[', depth) + new string(']', depth);

        ConfigurationFactory.ParseString(Nested(199)).Root.IsEmpty.ShouldBeFalse();
        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(Nested(200)))
            .Message.ShouldBe("Nested deeper than 200 at line 1, column 204.");
    }

    [Fact]
    public void Growth_has_a_limit()
    {
        var doubled = string.Concat(Enumerable.Range(1, 40).Select(n => $"a{n} = ${{a{n - 1}}}${{a{n - 1}}}\n"));

        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString("a0 = xx\n" + doubled))
            .Message.ShouldContain("A concatenated text is too long");
    }
}
