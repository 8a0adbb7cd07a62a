// What the whole-network canvas uses of sigma.js and graphology.
export { default as Graph } from "graphology";
export { default as Sigma } from "sigma";
export { EdgeLineProgram, EdgeRectangleProgram, NodeCircleProgram } from "sigma/rendering";
