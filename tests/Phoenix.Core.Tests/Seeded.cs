using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Phoenix.Core.Tests;

/// <summary>Checks a property over many generated inputs from one fixed seed, which a failure prints.</summary>
internal static class Seeded
{
    private const ulong Seed = 20261122;

    public static void ForAll<T>(Gen<T> gen, Action<T> holds, int times = 500)
    {
        var replay = new Replay(new Rnd(Seed, 1), FSharpOption<int>.None);
        var config = Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(FSharpOption<Replay>.Some(replay));
        Prop.ForAll(gen.ToArbitrary(), holds).Check(config);
    }
}
