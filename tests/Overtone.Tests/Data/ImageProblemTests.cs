using Overtone.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Data;

public class ImageProblemTests
{
    [Fact]
    public void A_subset_is_balanced_and_the_same_every_time()
    {
        using ImageProblem first = ImageProblem.Load("digits", [], 100, CPU), again = ImageProblem.Load("digits", [], 100, CPU);
        using var scope = NewDisposeScope();
        Assert.Equal([100L, 1, 8, 8], first.Images.shape);
        Assert.Equal(Enumerable.Repeat(10f, 10), first.OneHot.sum([0]).data<float>().ToArray());
        Assert.True(first.Images.eq(again.Images).all().item<bool>());
        Assert.True(first.OneHot.argmax(1).eq(first.Labels).all().item<bool>());
        Assert.Equal((10, new ImageShape(1, 8, 8)), (first.ClassCount, first.Shape));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(100_000)]
    public void None_or_more_than_there_are_means_all(int? count)
    {
        using var problem = ImageProblem.Load("digits", [], count, CPU);
        Assert.Equal(Digits.Read().Train.Count, problem.Images.shape[0]);
    }

    [Fact]
    public void A_disposed_problem_leaves_no_tensor()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        ImageProblem.Load("digits", [], 50, CPU).Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void An_unknown_set_is_an_error() => Assert.Throws<DataNotFoundException>(() => ImageProblem.Load("no-such-set", [], null, CPU));

    [Fact]
    public void Batches_are_evaluated_as_one_and_leave_no_tensor()
    {
        using var problem = ImageProblem.Load("digits", [], 50);
        using Tensor whole = problem.Images.flatten(1).square().sum([1], keepdim: true), found = Evaluate();
        Tensors.RequireSame(whole, found);
        Assert.Equal(ScalarType.Float64, found.dtype);
        Tensors.RequireNoTensorLeft(() => Evaluate().Dispose(), times: 2);

        Tensor Evaluate() => problem.Evaluate(images => images.flatten(1).square().sum([1], keepdim: true), batchSize: 16);
    }
}
