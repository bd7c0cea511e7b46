using Akka.Streams;
using Akka.Streams.Dsl;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>What operators make of the elements, one by one or some at a time.</summary>
public sealed class ElementSpecs : StreamSpecs
{
    [Fact]
    public async Task Elements_are_selected_and_left_out()
    {
        (await All(Numbers(3).Select(x => x * 10))).ShouldBe([10, 20, 30]);
        (await All(Numbers(6).Where(x => x % 2 == 0))).ShouldBe([2, 4, 6]);
        (await All(Numbers(6).WhereNot(x => x % 2 == 0))).ShouldBe([1, 3, 5]);
        (await All(Numbers(4).Collect(x => x > 2, x => $"{x}"))).ShouldBe(["3", "4"]);
    }

    [Fact]
    public async Task One_element_becomes_any_number()
    {
        (await All(Numbers(3).SelectMany(x => Enumerable.Repeat(x, x - 1)))).ShouldBe([2, 3, 3]);
        var numbered = Numbers(3).StatefulSelectMany<int, int, Akka.NotUsed>(() =>
        {
            var sum = 0;
            return x => [sum += x];
        });
        (await All(numbered)).ShouldBe([1, 3, 6]);
        (await All(numbered)).ShouldBe([1, 3, 6]);
    }

    [Fact]
    public async Task The_beginning_is_taken_or_skipped()
    {
        (await All(Numbers(9).Take(3))).ShouldBe([1, 2, 3]);
        (await All(Numbers(9).Take(0))).ShouldBeEmpty();
        (await All(Numbers(9).TakeWhile(x => x < 3))).ShouldBe([1, 2]);
        (await All(Numbers(9).TakeWhile(x => x < 3, inclusive: true))).ShouldBe([1, 2, 3]);
        (await All(Numbers(5).Skip(3))).ShouldBe([4, 5]);
        (await All(Numbers(5).SkipWhile(x => x < 4))).ShouldBe([4, 5]);
    }

    [Fact]
    public async Task Take_ends_the_stream_with_its_last_element()
    {
        var (queue, taken) = Between(Flow.Create<int>().Take(1));
        await queue.OfferAsync(1);

        (await Next(taken)).ShouldBe(1);
        await ShouldEnd(taken);
        await queue.WatchCompletionAsync();
    }

    [Fact]
    public async Task Elements_are_grouped()
    {
        (await All(Numbers(5).Grouped(2))).Select(x => string.Join("", x)).ShouldBe(["12", "34", "5"]);
        (await All(Numbers(5).Sliding(3))).Select(x => string.Join("", x)).ShouldBe(["123", "234", "345"]);
        (await All(Numbers(6).Sliding(2, 3))).Select(x => string.Join("", x)).ShouldBe(["12", "45"]);
        (await All(Numbers(2).Sliding(3))).Select(x => string.Join("", x)).ShouldBe(["12"]);
    }

    [Fact]
    public async Task Something_is_put_between_the_elements()
    {
        var words = Source.From(["a", "b", "c"]);

        string.Concat(await All(words.Intersperse("[", ",", "]"))).ShouldBe("[a,b,c]");
        string.Concat(await All(words.Intersperse("-"))).ShouldBe("a-b-c");
        string.Concat(await All(Source.Empty<string>().Intersperse("[", ",", "]"))).ShouldBe("[]");
    }

    [Fact]
    public async Task A_limit_counts_elements_or_their_cost()
    {
        (await All(Numbers(3).Limit(3))).Count.ShouldBe(3);
        await Should.ThrowAsync<StreamLimitReachedException>(All(Numbers(4).Limit(3)));
        (await All(Numbers(3).LimitWeighted(6, x => x))).Count.ShouldBe(3);
        await Should.ThrowAsync<StreamLimitReachedException>(All(Numbers(3).LimitWeighted(5, x => x)));
    }

    [Fact]
    public async Task Aggregations_give_every_state_or_the_last()
    {
        (await All(Numbers(3).Scan("", (text, x) => text + x))).ShouldBe(["", "1", "12", "123"]);
        (await All(Numbers(3).Aggregate("", (text, x) => text + x))).ShouldBe(["123"]);
        (await All(Numbers(3).ScanAsync(0, (sum, x) => Task.FromResult(sum + x)))).ShouldBe([0, 1, 3, 6]);
        (await All(Numbers(3).AggregateAsync(0, async (sum, x) =>
        {
            await Task.Yield();
            return sum + x;
        }))).ShouldBe([6]);
        (await All(Numbers(4).Sum((sum, x) => sum + x))).ShouldBe([10]);
        (await All(Source.Empty<int>().Aggregate(7, (sum, x) => sum + x))).ShouldBe([7]);
        await Should.ThrowAsync<NoSuchElementException>(All(Source.Empty<int>().Sum((sum, x) => sum + x)));
    }

    [Fact]
    public async Task Elements_get_their_index()
    {
        (await All(Source.From(["a", "b"]).ZipWithIndex())).ShouldBe([("a", 0L), ("b", 1L)]);
    }
}
