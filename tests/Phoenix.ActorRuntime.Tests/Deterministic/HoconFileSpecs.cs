using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>Files that include files: Akka.NET reads only the first.</summary>
public sealed class HoconFileSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("phoenix-");

    [Fact]
    public void A_file_includes_others_that_stand_beside_it()
    {
        Write("sub/inner.conf", "c = ${b}\ninclude \"../other.conf\"");
        Write("other.conf", "d = 4");

        var config = Read("include \"sub/inner.conf\"\nb = 2");

        config.GetInt("c").ShouldBe(2);
        config.GetInt("d").ShouldBe(4);
    }

    [Fact]
    public void A_file_that_is_missing_is_left_out_unless_required()
    {
        Read("include \"none.conf\"\na = 1").GetInt("a").ShouldBe(1);

        Should.Throw<ConfigurationException>(() => Read("include required(\"none.conf\")"))
            .Message.ShouldContain("\"none.conf\" is required and does not exist");
    }

    [Fact]
    public void A_file_cannot_include_itself()
    {
        Write("a.conf", "include \"b.conf\"");
        Write("b.conf", "include \"a.conf\"");

        Should.Throw<ConfigurationException>(() => Read("include \"a.conf\"")).Message.ShouldContain(" includes ");
    }

    [Fact]
    public void A_mistake_names_its_file()
    {
        var path = Write("wrong.conf", "a = 1\nb = ${c}");

        Should.Throw<ConfigurationException>(
                () => new AkkaConfigurationBuilder(new ServiceCollection(), "host").AddHoconFile(
                    path, HoconAddMode.Append))
            .Message.ShouldBe($"${{c}} is not defined at line 2, column 5 of \"{path}\".");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Config Read(string hocon) => new AkkaConfigurationBuilder(new ServiceCollection(), "host")
        .AddHoconFile(Write("main.conf", hocon), HoconAddMode.Append)
        .Configuration.Value;

    private string Write(string name, string hocon)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, hocon);
        return path;
    }
}
