using Overtone.Spectra;

namespace Overtone.Tests.Spectra;

public class SampleCellsTests
{
    [Theory]
    [InlineData(1000, 0.05, 64)]
    [InlineData(1000, 0.05, 1)]
    [InlineData(130, 10, 64)]
    [InlineData(1, 0.1, 64)]
    public void Every_point_is_in_one_cell_at_its_place(int count, double widest, int blockSize)
    {
        var points = Draw.Normal(1, count).Numbers();
        var cells = new SampleCells(points, widest, blockSize, most: 1000);
        Assert.True(count == 1 || cells.HalfWidth <= widest);
        for (var start = 0; start < count; start += blockSize)
        {
            var rows = new List<int>();
            for (var cell = 0; cell < cells.Count; cell++)
            {
                var (own, indices) = cells.Of(start / blockSize, cell);
                foreach (var (row, index) in own.ToArray().Zip(indices.ToArray()))
                {
                    Assert.InRange(index, -1, 1);
                    Assert.Equal(points[start + row], cells.Centre(cell) + (index * cells.HalfWidth), 1e-12);
                    rows.Add(row);
                }
            }

            Assert.Equal(Enumerable.Range(0, Math.Min(blockSize, count - start)), rows.Order());
        }
    }

    [Fact]
    public void There_are_no_more_cells_than_allowed_and_one_where_nothing_varies()
    {
        Assert.Equal(5, new SampleCells([0, 1], 1e-6, 8, most: 5).Count);
        Assert.Equal(1, new SampleCells([3, 3, 3], 1e-6, 8, most: 5).Count);
        Assert.Equal(1, new SampleCells([0, 1], double.PositiveInfinity, 8, most: 5).Count);
    }
}
