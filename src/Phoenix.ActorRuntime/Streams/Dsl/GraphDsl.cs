using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>Puts graphs together port by port.</summary>
/// <remarks>The graphs given to <c>Create</c> are those whose materialized values the result combines; what the builder
/// adds otherwise keeps its values to itself.</remarks>
public static partial class GraphDsl
{
    public static IGraph<TShape, NotUsed> Create<TShape>(Func<Builder<NotUsed>, TShape> buildBlock)
        where TShape : Shape
    {
        var builder = new Builder<NotUsed>();
        return builder.Build<TShape, NotUsed>(buildBlock(builder), _ => NotUsed.Instance);
    }

    /// <summary>As <see cref="Create{TShape}"/>, for a builder of a materialized value of another type; the value is
    /// the type's default.</summary>
    public static IGraph<TShape, TMat> CreateMaterialized<TShape, TMat>(Func<Builder<TMat>, TShape> buildBlock)
        where TShape : Shape
    {
        var builder = new Builder<TMat>();
        return builder.Build<TShape, TMat>(buildBlock(builder), _ => default(TMat));
    }

    public static IGraph<TShapeOut, TMat> Create<TShapeOut, TMat, TShape1>(
        IGraph<TShape1, TMat> g1, Func<Builder<TMat>, TShape1, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape1 : Shape
    {
        var builder = new Builder<TMat>();
        var shape = buildBlock(builder, builder.Add(g1));
        return builder.Build<TShapeOut, TMat>(shape, values => values[0]);
    }

    public static IGraph<TShapeOut, TMatOut> Create<TShapeOut, TMatOut, TMat0, TMat1, TShape0, TShape1>(
        IGraph<TShape0, TMat0> g0, IGraph<TShape1, TMat1> g1, Func<TMat0, TMat1, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape0 : Shape
        where TShape1 : Shape
    {
        var builder = new Builder<TMatOut>();
        var shape = buildBlock(builder, builder.Add(g0), builder.Add(g1));
        return builder.Build<TShapeOut, TMatOut>(
            shape,
            values => combineMaterializers(
                Composition.Value<TMat0>(values[0]), Composition.Value<TMat1>(values[1])));
    }

    public static IGraph<TShapeOut, TMatOut> Create<
        TShapeOut, TMatOut, TMat0, TMat1, TMat2, TShape0, TShape1, TShape2>(
        IGraph<TShape0, TMat0> g0, IGraph<TShape1, TMat1> g1, IGraph<TShape2, TMat2> g2,
        Func<TMat0, TMat1, TMat2, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShape2, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape0 : Shape
        where TShape1 : Shape
        where TShape2 : Shape
    {
        var builder = new Builder<TMatOut>();
        var shape = buildBlock(builder, builder.Add(g0), builder.Add(g1), builder.Add(g2));
        return builder.Build<TShapeOut, TMatOut>(
            shape,
            values => combineMaterializers(
                Composition.Value<TMat0>(values[0]), Composition.Value<TMat1>(values[1]),
                Composition.Value<TMat2>(values[2])));
    }

    public static IGraph<TShapeOut, TMatOut> Create<
        TShapeOut, TMatOut, TMat0, TMat1, TMat2, TMat3, TShape0, TShape1, TShape2, TShape3>(
        IGraph<TShape0, TMat0> g0, IGraph<TShape1, TMat1> g1, IGraph<TShape2, TMat2> g2, IGraph<TShape3, TMat3> g3,
        Func<TMat0, TMat1, TMat2, TMat3, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShape2, TShape3, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape0 : Shape
        where TShape1 : Shape
        where TShape2 : Shape
        where TShape3 : Shape
    {
        var builder = new Builder<TMatOut>();
        var shape = buildBlock(builder, builder.Add(g0), builder.Add(g1), builder.Add(g2), builder.Add(g3));
        return builder.Build<TShapeOut, TMatOut>(
            shape,
            values => combineMaterializers(
                Composition.Value<TMat0>(values[0]), Composition.Value<TMat1>(values[1]),
                Composition.Value<TMat2>(values[2]), Composition.Value<TMat3>(values[3])));
    }

    public static IGraph<TShapeOut, TMatOut> Create<
        TShapeOut, TMatOut, TMat0, TMat1, TMat2, TMat3, TMat4, TShape0, TShape1, TShape2, TShape3, TShape4>(
        IGraph<TShape0, TMat0> g0, IGraph<TShape1, TMat1> g1, IGraph<TShape2, TMat2> g2, IGraph<TShape3, TMat3> g3,
        IGraph<TShape4, TMat4> g4, Func<TMat0, TMat1, TMat2, TMat3, TMat4, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShape2, TShape3, TShape4, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape0 : Shape
        where TShape1 : Shape
        where TShape2 : Shape
        where TShape3 : Shape
        where TShape4 : Shape
    {
        var builder = new Builder<TMatOut>();
        var shape = buildBlock(
            builder, builder.Add(g0), builder.Add(g1), builder.Add(g2), builder.Add(g3), builder.Add(g4));
        return builder.Build<TShapeOut, TMatOut>(
            shape,
            values => combineMaterializers(
                Composition.Value<TMat0>(values[0]), Composition.Value<TMat1>(values[1]),
                Composition.Value<TMat2>(values[2]), Composition.Value<TMat3>(values[3]),
                Composition.Value<TMat4>(values[4])));
    }
}
