using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Settings;

/// <summary>Files include one another; a mistake is blamed on the file and line that holds it.</summary>
public sealed class IncludeSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("phoenix-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_may_include_another_relative_to_its_own_folder()
    {
        Write("parts/limits.conf", "streams.halt-after = 2s");
        Write("parts/base.conf", "phoenix { trading.owner = mm1, include \"limits.conf\" }");

        var read = Read("my.conf", "include \"parts/base.conf\"\nphoenix.trading.owner = mm2");

        read.Phoenix.Trading.Owner.ShouldBe("mm2");
        read.Phoenix.Streams.HaltAfter.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("sim.conf")]
    [InlineData("hocon/sim.conf")]
    [InlineData("../hocon/sim.conf")]
    public void The_built_in_file_can_be_included(string name)
    {
        var read = Read("my.conf", $"include \"{name}\"\nphoenix.symbol-defaults.grid.layers = 5");

        var standard = SettingsReader.ReadDefault().Phoenix.Symbols;
        read.Phoenix.Symbols.ShouldBe(
            standard.Select(symbol => symbol with { Grid = symbol.Grid with { Layers = 5 } }));
    }

    [Fact]
    public void A_symbol_of_the_built_in_file_need_not_be_traded() =>
        Read("my.conf", "include \"sim.conf\"\nphoenix.symbols = [ETHUSDC]")
            .Phoenix.Symbols.ShouldHaveSingleItem();

    [Fact]
    public void A_file_of_the_users_goes_before_the_built_in_one()
    {
        Write("sim.conf", "phoenix.trading.owner = mine");

        Read("my.conf", "include \"sim.conf\"").Phoenix.Trading.Owner.ShouldBe("mine");
    }

    [Fact]
    public void A_file_that_includes_itself_is_a_mistake() =>
        Mistake("my.conf", "\ninclude \"my.conf\"").ShouldBe(
            $"{At("my.conf")}:2: include \"my.conf\": a file cannot include itself "
            + $"({At("my.conf")} -> {At("my.conf")}); remove one include");

    [Fact]
    public void Two_files_that_include_each_other_are_a_mistake()
    {
        Write("other.conf", "# back again\ninclude \"my.conf\"");

        Mistake("my.conf", "include \"other.conf\"").ShouldStartWith(
            $"{At("other.conf")}:2: include \"my.conf\": a file cannot include itself");
    }

    [Fact]
    public void Sixteen_files_deep_is_read()
    {
        Chain(16);

        Read("my.conf", "include \"1.conf\"").Phoenix.Trading.Owner.ShouldBe("deep");
    }

    [Fact]
    public void Seventeen_files_deep_is_not()
    {
        Chain(17);

        Mistake("my.conf", "include \"1.conf\"")
            .ShouldStartWith($"{At("16.conf")}:1: include \"17.conf\": included through more than 16 files");
    }

    [Fact]
    public void A_missing_file_is_told_with_the_line_of_its_include() =>
        Mistake("my.conf", "phoenix {\n  include \"gone.conf\"\n}").ShouldBe(
            $"{At("my.conf")}:2: include \"gone.conf\": no such file; "
            + "correct the path, which is relative to the file it stands in");

    [Fact]
    public void A_mistake_in_an_included_file_is_blamed_on_it()
    {
        Write("base.conf", "# limits\nphoenix.streams.halt-after = 3");

        Mistake("my.conf", "include \"base.conf\"")
            .ShouldStartWith($"{At("base.conf")}:2: phoenix.streams.halt-after = 3: expected a duration");
    }

    [Fact]
    public void A_mistake_that_replaces_an_included_value_is_blamed_on_the_including_file()
    {
        Write("base.conf", "streams.halt-after = 2s");

        Mistake("my.conf", "phoenix {\n  include \"base.conf\"\n  streams.halt-after = 3\n}")
            .ShouldStartWith($"{At("my.conf")}:3: phoenix.streams.halt-after = 3: expected a duration");
    }

    [Fact]
    public void An_included_file_that_is_not_hocon_is_blamed_for_it()
    {
        Write("base.conf", "phoenix.streams.halt-after = ${nowhere}");

        var mistake = Mistake("my.conf", "include \"base.conf\"");

        mistake.ShouldStartWith($"{At("base.conf")}:");
        mistake.ShouldContain(": ${nowhere} is not defined: expected ");
        mistake.ShouldNotContain(".:");
    }

    [Fact]
    public void A_directory_is_not_a_file() =>
        Should.Throw<BadInputException>(() => SettingsReader.ReadFile(_folder.FullName))
            .Message.ShouldStartWith($"--config: {_folder.FullName}: is a directory; name a readable HOCON file");

    private void Chain(int length)
    {
        for (var i = 1; i < length; i++)
        {
            Write($"{i}.conf", $"include \"{i + 1}.conf\"");
        }

        Write($"{length}.conf", "phoenix.trading.owner = deep");
    }

    private NodeSettings Read(string name, string text)
    {
        Write(name, text);
        return SettingsReader.ReadFile(At(name));
    }

    private string Mistake(string name, string text) =>
        Should.Throw<BadInputException>(() => Read(name, text)).Problems.ShouldHaveSingleItem().ToString();

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
